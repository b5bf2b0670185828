SELECT
  DATE_FORMAT(deployed_at, 'yyyy-MM') AS month_of,
  COUNT(*) AS deployed,
  SUM(without_prior_approval) AS without_prior_approval,
  SUM(emergency) AS emergency
FROM changes
GROUP BY DATE_FORMAT(deployed_at, 'yyyy-MM')
