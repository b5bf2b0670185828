SELECT
  e.occurred_at,
  CONCAT(LOWER(e.resource_type), ' ', e.resource_id) AS subject,
  CONCAT(
    'An anomaly was detected on ', COALESCE(p.name, a.name, CONCAT(LOWER(e.resource_type), ' ', e.resource_id)),
    COALESCE(CONCAT(', score ', DETAILS_TEXT(e.details, 'score')), ', without a score'), '.') AS summary,
  EVENT_REFS(e.event_ref) AS events
FROM events AS e
LEFT JOIN principals AS p ON p.id = e.resource_id
LEFT JOIN assets AS a ON a.id = e.resource_id
WHERE e.event_type = 'ANOMALY_DETECTED'
