SELECT
  PSEUDONYM(actor_id, :pseudonym_salt) AS pseudonym,
  actor_type,
  SUM(accesses) AS accesses,
  COUNT(purpose) AS purposes,
  MIN(first_at) AS first_at,
  MAX(last_at) AS last_at
FROM (
  SELECT actor_id, actor_type, purpose, COUNT(*) AS accesses, MIN(occurred_at) AS first_at, MAX(occurred_at) AS last_at
  FROM data_accesses
  WHERE names_subject = 1
  GROUP BY actor_id, actor_type, purpose
)
GROUP BY actor_id, actor_type
