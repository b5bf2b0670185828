SELECT event_type, events, events - readable AS malformed
FROM (SELECT event_type, COUNT(*) AS events, SUM(details_valid) AS readable FROM events GROUP BY event_type)
WHERE events > readable
