SELECT
  MONTH_AFTER(requested_at) AS occurred_at,
  CONCAT('request ', COALESCE(request_id, 'without an id')) AS subject,
  CONCAT(
    CASE kind WHEN 'ACCESS' THEN 'A request for access' ELSE 'A request for erasure' END,
    ' of ', DATE_FORMAT(requested_at, 'yyyy-MM-dd'),
    CASE
      WHEN completed_at IS NULL THEN ' was not answered before the period ended, and was due in it.'
      ELSE CONCAT(' was answered on ', DATE_FORMAT(completed_at, 'yyyy-MM-dd'), ', later than a month.')
    END) AS summary,
  EVENT_REFS(requested_ref, completed_ref) AS events
FROM subject_requests
WHERE MONTH_AFTER(requested_at) < COALESCE(completed_at, :end)
