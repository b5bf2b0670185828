SELECT name AS principal, id AS principal_id, terminated_at, disabled_at, HOURS(disabled_ms) AS hours
FROM leavers
