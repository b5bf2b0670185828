SELECT name AS principal, id AS principal_id, privileged, last_login_at
FROM accounts_idle
