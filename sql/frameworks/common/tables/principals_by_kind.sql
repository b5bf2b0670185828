-- The directory as it was pinned for this report.
SELECT
  kind,
  COUNT(*) AS principals,
  COUNT(*) FILTER (WHERE hired_at < :end AND (terminated_at IS NULL OR terminated_at >= :end)) AS active_at_end,
  COUNT(*) FILTER (WHERE terminated_at >= :start AND terminated_at < :end) AS left_in_period,
  COUNT(*) FILTER (WHERE privileged) AS privileged
FROM principals
GROUP BY kind
