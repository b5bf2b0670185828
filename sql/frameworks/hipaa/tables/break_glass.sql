SELECT
  b.occurred_at, b.event_id,
  COALESCE(p.name, 'not in the directory') AS actor,
  a.name AS asset,
  b.reviewed_at,
  b.unreviewed = 1 AS unreviewed
FROM break_glass AS b
JOIN assets AS a ON a.id = b.asset_id
LEFT JOIN principals AS p ON p.id = b.actor_id
WHERE a.tags LIKE '%|PHI|%'
