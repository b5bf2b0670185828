SELECT
  CASE kind WHEN 'ACCESS' THEN 'access' ELSE 'erasure' END AS kind,
  request_id,
  subject_id,
  requested_at,
  MONTH_AFTER(requested_at) AS due_at,
  completed_at,
  HOURS(complete_ms) AS hours,
  CASE
    WHEN completed_at IS NOT NULL THEN completed_at <= MONTH_AFTER(requested_at)
    WHEN MONTH_AFTER(requested_at) < :end THEN FALSE
  END AS in_time
FROM subject_requests
