-- From the request of a revocation to its execution, over those executed in the period.
SELECT
  HOURS(SUM(remediate_ms), COUNT(remediate_ms)) AS hours_to_remediate_mean,
  HOURS(PERCENTILE_NEAREST_RANK(remediate_ms, 0.5)) AS hours_to_remediate_median,
  HOURS(PERCENTILE_NEAREST_RANK(remediate_ms, 0.95)) AS hours_to_remediate_p95
FROM (SELECT remediate_ms FROM revocations WHERE executed_in_period = 1)
