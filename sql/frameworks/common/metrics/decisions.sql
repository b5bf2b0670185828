-- Completed reviews by their first decision; the three usual ones are there even with 0.
SELECT decision, SUM(reviews) AS reviews
FROM (
  SELECT decision, reviews
  FROM (SELECT decision, SUM(completed) AS reviews FROM reviews GROUP BY decision)
  WHERE reviews > 0 AND decision IS NOT NULL
  UNION ALL
  SELECT decision, CAST(0 AS BIGINT)
  FROM (VALUES ('APPROVE'), ('REVOKE'), ('MODIFY')) AS usual (decision)
)
GROUP BY decision
