SELECT
  c.deployed_at AS occurred_at,
  CONCAT('change ', COALESCE(c.change_id, 'without an id')) AS subject,
  CONCAT(
    'The change requested by ', COALESCE(p.name, 'someone not in the directory'),
    ' was deployed without an approval before', CASE WHEN c.emergency = 1 THEN '; it was declared an emergency.' ELSE '.' END) AS summary,
  EVENT_REFS(c.requested_ref, c.approval_refs, c.deployed_ref) AS events
FROM changes AS c
LEFT JOIN principals AS p ON p.id = c.requested_by
WHERE c.without_prior_approval = 1
