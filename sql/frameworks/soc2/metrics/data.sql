-- Accesses that were refused, and exports of what is confidential.
SELECT
  COALESCE(SUM(d.denied), 0) AS access_denied,
  COALESCE(SUM(d.exported) FILTER (WHERE a.tags LIKE '%|CONFIDENTIAL|%'), 0) AS exports_confidential
FROM (
  SELECT asset_id, SUM(denied) AS denied, SUM(exported) AS exported
  FROM data_accesses
  GROUP BY asset_id
) AS d
LEFT JOIN assets AS a ON a.id = d.asset_id
