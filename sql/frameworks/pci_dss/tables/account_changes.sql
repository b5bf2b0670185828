SELECT
  g.occurred_at, g.request_id,
  COALESCE(p.name, 'not in the directory') AS subject,
  COALESCE(a.name, 'not in the inventory') AS asset,
  COALESCE(b.name, 'not in the directory') AS granted_by
FROM access_steps AS g
LEFT JOIN principals AS p ON p.id = g.subject_id
LEFT JOIN principals AS b ON b.id = g.actor_id
LEFT JOIN assets AS a ON a.id = g.asset_id
WHERE g.granted_without_approval = 1
