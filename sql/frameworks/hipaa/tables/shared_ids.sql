SELECT
  COALESCE(p.name, 'not in the directory') AS actor,
  s.actor_id, s.pairs, s.first_at, s.first_origin, s.second_at, s.second_origin
FROM shared_ids AS s
LEFT JOIN principals AS p ON p.id = s.actor_id
