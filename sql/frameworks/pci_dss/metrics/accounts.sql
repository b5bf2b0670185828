-- Accounts that were active at the end of the period, and those that should not have been.
SELECT
  (SELECT COUNT(*) FROM accounts_unreviewed) AS accounts_unreviewed_6m,
  (SELECT COUNT(*) FROM leavers_active) AS leavers_active,
  (SELECT COUNT(*) FROM accounts_idle) AS idle_accounts
