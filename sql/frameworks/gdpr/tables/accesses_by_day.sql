SELECT on_day, purpose, SUM(accesses) AS accesses, COUNT(*) AS staff
FROM (
  SELECT occurred_on AS on_day, COALESCE(purpose, 'not stated') AS purpose, actor_id, accesses
  FROM (
    SELECT occurred_on, purpose, actor_id, COUNT(*) AS accesses
    FROM data_accesses
    WHERE names_subject = 1
    GROUP BY occurred_on, purpose, actor_id
  )
)
GROUP BY on_day, purpose
