SELECT name AS principal, id AS principal_id, kind, privileged, hired_at, last_decided_at
FROM accounts_unreviewed
