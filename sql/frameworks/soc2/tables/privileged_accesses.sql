SELECT p.name AS actor, e.actor_id, e.events, e.last_at
FROM (SELECT actor_id, COUNT(*) AS events, MAX(occurred_at) AS last_at FROM events GROUP BY actor_id) AS e
JOIN principals AS p ON p.id = e.actor_id
WHERE p.privileged
