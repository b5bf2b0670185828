-- Who left in the period, and how long their account lived on.
SELECT
  COUNT(*) AS leavers,
  COUNT(*) - COUNT(disabled_ms) AS leavers_not_disabled,
  HOURS(PERCENTILE_NEAREST_RANK(disabled_ms, 0.5)) AS leaver_hours_to_disable_median,
  HOURS(PERCENTILE_NEAREST_RANK(disabled_ms, 0.95)) AS leaver_hours_to_disable_p95
FROM leavers
