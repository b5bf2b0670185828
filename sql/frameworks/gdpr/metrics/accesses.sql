-- Accesses that name a data subject, and by how many.
SELECT COALESCE(SUM(accesses), 0) AS accesses, COUNT(*) AS accessors
FROM (
  SELECT actor_id, COUNT(*) AS accesses
  FROM data_accesses
  WHERE names_subject = 1
  GROUP BY actor_id
)
