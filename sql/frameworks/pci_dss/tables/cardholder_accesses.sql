SELECT
  COALESCE(MAX(p.name), 'not in the directory') AS actor,
  d.actor_id,
  SUM(d.accesses) AS accesses,
  SUM(d.denied) AS denied,
  MAX(d.last_at) AS last_at
FROM (
  SELECT actor_id, asset_id, COUNT(*) AS accesses, SUM(denied) AS denied, MAX(occurred_at) AS last_at
  FROM data_accesses
  GROUP BY actor_id, asset_id
) AS d
JOIN assets AS a ON a.id = d.asset_id
LEFT JOIN principals AS p ON p.id = d.actor_id
WHERE a.tags LIKE '%|CHD|%'
GROUP BY d.actor_id
