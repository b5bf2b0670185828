-- Access granted without approval, and access that was to be revoked and was not.
SELECT
  COALESCE(g.without_approval, 0) AS grants_without_approval,
  COALESCE(r.not_executed, 0) AS revoke_decisions_not_executed
FROM (SELECT SUM(granted_without_approval) AS without_approval FROM access_steps) AS g
CROSS JOIN (SELECT SUM(revoke_not_executed) AS not_executed FROM reviews) AS r
