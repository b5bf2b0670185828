-- What the period holds: all events, and those that are counted by their type.
SELECT
  t.events AS events_total,
  t.actors AS actors_total,
  t.resources AS resources_total,
  COALESCE(k.reviews_started, 0) AS reviews_started,
  COALESCE(k.anomalies, 0) AS anomalies
FROM period_totals AS t
CROSS JOIN (
  SELECT
    SUM(n) FILTER (WHERE event_type = 'REVIEW_STARTED') AS reviews_started,
    SUM(n) FILTER (WHERE event_type = 'ANOMALY_DETECTED') AS anomalies
  FROM (SELECT event_type, COUNT(*) AS n FROM events GROUP BY event_type)
) AS k
