-- Grants whose revocation was requested, executed, or is outstanding.
SELECT
  COALESCE(SUM(requested_in_period), 0) AS revocations_requested,
  COALESCE(SUM(executed_in_period), 0) AS revocations_executed,
  COALESCE(SUM(outstanding), 0) AS revocations_outstanding
FROM revocations
