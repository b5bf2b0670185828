SELECT event_type, COALESCE(purpose, 'not stated') AS purpose, accesses
FROM (
  SELECT event_type, purpose, COUNT(*) AS accesses
  FROM data_accesses
  WHERE names_subject = 1 AND actor_type <> 'USER'
  GROUP BY event_type, purpose
)
