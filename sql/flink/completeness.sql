-- What the trail and the directory could not tell: events of the period whose details are no JSON,
-- actors that no principal stands for, and accessed resources that no asset stands for;
-- and how many events name the data subject.
SELECT
  t.malformed_details,
  a.unknown_principals,
  r.unknown_assets,
  n.subject_events
FROM (
  SELECT COUNT(*) - COALESCE(SUM(details_valid), 0) AS malformed_details
  FROM events
) AS t
CROSS JOIN (
  SELECT COUNT(*) AS unknown_principals
  FROM (SELECT actor_id, COUNT(*) AS events FROM events GROUP BY actor_id) AS e
  LEFT JOIN principals AS p ON p.id = e.actor_id
  WHERE p.id IS NULL
) AS a
CROSS JOIN (
  SELECT COUNT(*) AS unknown_assets
  FROM (SELECT asset_id, COUNT(*) AS accesses FROM data_accesses GROUP BY asset_id) AS d
  LEFT JOIN assets AS s ON s.id = d.asset_id
  WHERE s.id IS NULL
) AS r
CROSS JOIN (
  SELECT COUNT(*) AS subject_events FROM events WHERE subject_id = LOWER(:subject)
) AS n
