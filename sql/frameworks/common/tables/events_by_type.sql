-- Every event of the period by its type; types that this product does not know are counted as well.
SELECT event_type, COUNT(*) AS events, MIN(occurred_at) AS first_at, MAX(occurred_at) AS last_at
FROM events
GROUP BY event_type
