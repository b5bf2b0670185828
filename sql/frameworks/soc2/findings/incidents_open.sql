SELECT
  opened_at AS occurred_at,
  CONCAT('incident ', incident_id) AS subject,
  CONCAT('An incident opened on ', DATE_FORMAT(opened_at, 'yyyy-MM-dd'), ' was not closed before the period ended.') AS summary,
  EVENT_REFS(opened_ref) AS events
FROM incidents
WHERE open_at_end = 1
