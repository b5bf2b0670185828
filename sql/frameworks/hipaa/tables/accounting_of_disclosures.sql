SELECT
  d.occurred_at,
  COALESCE(d.recipient, 'not stated') AS recipient,
  a.name AS asset,
  COALESCE(d.purpose, 'not stated') AS purpose,
  d.subject_id,
  d.event_id
FROM data_accesses AS d
JOIN assets AS a ON a.id = d.asset_id
WHERE d.event_type = 'DATA_DISCLOSED' AND d.accountable = 1 AND a.tags LIKE '%|PHI|%'
