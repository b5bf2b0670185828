SELECT
  COALESCE(p.name, 'not in the directory') AS actor,
  d.actor_id, d.denied, d.accesses,
  RATE(d.denied, d.accesses) AS share,
  COALESCE(p.privileged, FALSE) AS privileged
FROM (
  SELECT actor_id, SUM(denied) AS denied, COUNT(*) AS accesses
  FROM data_accesses
  GROUP BY actor_id
) AS d
LEFT JOIN principals AS p ON p.id = d.actor_id
WHERE d.denied > 0
