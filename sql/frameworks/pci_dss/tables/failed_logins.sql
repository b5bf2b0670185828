SELECT COALESCE(p.name, 'not in the directory') AS actor, e.actor_id, e.failures, e.first_at, e.last_at
FROM (
  SELECT actor_id, COUNT(*) AS failures, MIN(occurred_at) AS first_at, MAX(occurred_at) AS last_at
  FROM events
  WHERE event_type = 'LOGIN_FAILED'
  GROUP BY actor_id
) AS e
LEFT JOIN principals AS p ON p.id = e.actor_id
WHERE e.failures >= :failed_logins
