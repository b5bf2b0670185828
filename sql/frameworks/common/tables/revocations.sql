SELECT
  r.grant_id,
  COALESCE(p.name, 'not in the directory') AS subject,
  COALESCE(a.name, 'not in the inventory') AS asset,
  r.requested_at,
  r.executed_at,
  HOURS_BETWEEN(r.requested_at, r.executed_at) AS hours_to_remediate,
  r.outstanding = 1 AS outstanding
FROM revocations AS r
LEFT JOIN principals AS p ON p.id = r.subject_id
LEFT JOIN assets AS a ON a.id = r.asset_id
WHERE r.requested_in_period = 1 OR r.executed_in_period = 1 OR r.outstanding = 1
