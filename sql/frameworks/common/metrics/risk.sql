-- Reviews started in the period by the level of their risk score; every level is there.
SELECT level, SUM(reviews) AS reviews
FROM (
  SELECT RISK_LEVEL(risk_score, :risk_critical, :risk_high, :risk_medium) AS level, reviews
  FROM (
    SELECT risk_score, COUNT(*) AS reviews
    FROM events
    WHERE event_type = 'REVIEW_STARTED'
    GROUP BY risk_score
  )
  UNION ALL
  SELECT level, CAST(0 AS BIGINT)
  FROM (VALUES ('CRITICAL'), ('HIGH'), ('MEDIUM'), ('LOW')) AS levels (level)
)
GROUP BY level
