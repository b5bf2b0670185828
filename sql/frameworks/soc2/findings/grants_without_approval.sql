SELECT
  g.occurred_at,
  CONCAT('request ', COALESCE(g.request_id, 'without an id')) AS subject,
  CONCAT(
    COALESCE(p.name, 'A person not in the directory'), ' was given ', COALESCE(CONCAT('the role ', g.`role`), 'access'),
    ' to ', COALESCE(a.name, 'an asset not in the inventory'),
    CASE WHEN g.approved_at IS NULL THEN ' without any approval.' ELSE ' before it was approved.' END) AS summary,
  EVENT_REFS(g.requested_ref, g.approved_ref, g.event_ref) AS events
FROM access_steps AS g
LEFT JOIN principals AS p ON p.id = g.subject_id
LEFT JOIN assets AS a ON a.id = g.asset_id
WHERE g.granted_without_approval = 1
