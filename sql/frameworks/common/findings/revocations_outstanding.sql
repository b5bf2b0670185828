SELECT
  r.requested_at AS occurred_at,
  CONCAT('grant ', r.grant_id) AS subject,
  CONCAT(
    'The revocation of access of ', COALESCE(p.name, 'a person not in the directory'),
    ' to ', COALESCE(a.name, 'an asset not in the inventory'),
    ' was requested on ', DATE_FORMAT(r.requested_at, 'yyyy-MM-dd'), ' and not executed before the period ended.') AS summary,
  EVENT_REFS(r.requested_ref) AS events
FROM revocations AS r
LEFT JOIN principals AS p ON p.id = r.subject_id
LEFT JOIN assets AS a ON a.id = r.asset_id
WHERE r.outstanding = 1
