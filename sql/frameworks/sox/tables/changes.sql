SELECT
  c.event_id, c.change_id, c.deployed_at,
  COALESCE(p.name, 'not in the directory') AS requested_by,
  c.approved_at,
  c.without_prior_approval = 1 AS without_prior_approval,
  c.self_approved = 1 AS self_approved,
  c.emergency = 1 AS emergency
FROM changes AS c
LEFT JOIN principals AS p ON p.id = c.requested_by
WHERE c.without_prior_approval = 1 OR c.self_approved = 1 OR c.emergency = 1
