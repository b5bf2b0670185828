-- Systems, their assets, and how often data of these was read, exported or disclosed.
SELECT
  COALESCE(s.`system`, 'not in the inventory') AS system_name,
  COUNT(DISTINCT s.id) AS assets,
  COALESCE(SUM(a.accesses), 0) AS accesses
FROM assets AS s
FULL JOIN (SELECT asset_id, COUNT(*) AS accesses FROM data_accesses GROUP BY asset_id) AS a
  ON a.asset_id = s.id
GROUP BY s.`system`
