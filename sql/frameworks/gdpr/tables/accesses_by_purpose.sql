SELECT
  COALESCE(purpose, 'not stated') AS purpose,
  COALESCE(recipient, 'none') AS recipient,
  accesses, first_at, last_at
FROM (
  SELECT purpose, recipient, COUNT(*) AS accesses, MIN(occurred_at) AS first_at, MAX(occurred_at) AS last_at
  FROM data_accesses
  WHERE names_subject = 1
  GROUP BY purpose, recipient
)
