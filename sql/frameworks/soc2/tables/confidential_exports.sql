SELECT
  a.name AS asset,
  COALESCE(d.purpose, 'not stated') AS purpose,
  COALESCE(d.recipient, 'none') AS recipient,
  SUM(d.exports) AS exports,
  COUNT(DISTINCT d.actor_id) AS actors,
  MAX(d.last_at) AS last_at
FROM (
  SELECT asset_id, purpose, recipient, actor_id, COUNT(*) AS exports, MAX(occurred_at) AS last_at
  FROM data_accesses
  WHERE event_type = 'DATA_EXPORTED'
  GROUP BY asset_id, purpose, recipient, actor_id
) AS d
JOIN assets AS a ON a.id = d.asset_id
WHERE a.tags LIKE '%|CONFIDENTIAL|%'
GROUP BY a.id, a.name, d.purpose, d.recipient
