SELECT
  COALESCE(MAX(p.name), 'not in the directory') AS actor,
  c.actor_id,
  SUM(c.accesses) AS accesses,
  COUNT(*) AS assets,
  SUM(c.accountable) AS accountable,
  SUM(c.break_glass) AS break_glass,
  SUM(c.denied) AS denied,
  MAX(c.last_at) AS last_at
FROM phi_access_counts AS c
LEFT JOIN principals AS p ON p.id = c.actor_id
GROUP BY c.actor_id
