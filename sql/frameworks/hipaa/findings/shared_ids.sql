SELECT
  s.first_at AS occurred_at,
  CONCAT('principal ', s.actor_id) AS subject,
  CONCAT(
    'The id of ', COALESCE(p.name, 'someone not in the directory'), ' logged in from ', s.first_origin, ' and, ',
    CAST(MILLIS_BETWEEN(s.first_at, s.second_at) / 1000 AS STRING), ' seconds later, from ', s.second_origin,
    CASE WHEN s.pairs > 1 THEN CONCAT('; such was seen ', CAST(s.pairs AS STRING), ' times.') ELSE '.' END) AS summary,
  EVENT_REFS(e.event_refs) AS events
FROM shared_ids AS s
JOIN shared_id_evidence AS e ON e.actor_id = s.actor_id
LEFT JOIN principals AS p ON p.id = s.actor_id
