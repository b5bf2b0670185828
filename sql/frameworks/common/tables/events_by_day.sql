SELECT occurred_on AS on_day, COUNT(*) AS events
FROM events
GROUP BY occurred_on
