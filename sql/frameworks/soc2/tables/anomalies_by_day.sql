SELECT
  d.on_day,
  d.anomalies,
  d.anomalies * a.days >= 3 * a.anomalies AND d.anomalies > 1 AS spike
FROM (
  SELECT occurred_on AS on_day, COUNT(*) AS anomalies
  FROM events
  WHERE event_type = 'ANOMALY_DETECTED'
  GROUP BY occurred_on
) AS d
CROSS JOIN (
  SELECT COUNT(*) AS days, SUM(anomalies) AS anomalies
  FROM (
    SELECT occurred_on, COUNT(*) AS anomalies
    FROM events
    WHERE event_type = 'ANOMALY_DETECTED'
    GROUP BY occurred_on
  )
) AS a
