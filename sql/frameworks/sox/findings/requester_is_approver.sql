SELECT
  a.occurred_at,
  CONCAT('request ', a.request_id) AS subject,
  CONCAT(COALESCE(p.name, 'Someone not in the directory'), ' approved access that they had requested themselves.') AS summary,
  EVENT_REFS(a.requested_ref, a.event_ref) AS events
FROM access_steps AS a
LEFT JOIN principals AS p ON p.id = a.actor_id
WHERE a.self_approved = 1
