-- Row by row for one data subject; over all of them this would be the trail itself.
SELECT
  d.occurred_at,
  d.event_id,
  d.event_type,
  COALESCE(a.name, 'not in the inventory') AS asset,
  COALESCE(d.purpose, 'not stated') AS purpose,
  d.recipient,
  PSEUDONYM(d.actor_id, :pseudonym_salt) AS staff
FROM data_accesses AS d
LEFT JOIN assets AS a ON a.id = d.asset_id
WHERE d.names_subject = 1 AND d.subject_id = LOWER(:subject)
