-- Deployments of the period, by how they were approved.
SELECT
  COUNT(*) AS changes_deployed,
  COALESCE(SUM(without_prior_approval), 0) AS changes_without_prior_approval,
  COALESCE(SUM(self_approved), 0) AS changes_self_approved,
  COALESCE(SUM(emergency), 0) AS changes_emergency
FROM changes
