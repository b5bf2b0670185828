-- What data subjects asked for, and how soon they got it.
SELECT
  COUNT(*) FILTER (WHERE kind = 'ACCESS') AS subject_access_requests,
  COUNT(*) FILTER (WHERE kind = 'ACCESS' AND completed_at <= MONTH_AFTER(requested_at)) AS subject_access_within_month,
  COUNT(*) FILTER (WHERE kind = 'ERASURE') AS erasure_requests,
  HOURS(PERCENTILE_NEAREST_RANK(complete_ms, 0.5) FILTER (WHERE kind = 'ERASURE')) AS erasure_hours_median
FROM subject_requests
