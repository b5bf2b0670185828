SELECT
  k.change_kind,
  CASE k.change_kind
    WHEN 'all' THEN c.deployed
    WHEN 'without prior approval' THEN c.without_prior_approval
    WHEN 'approved by the requester' THEN c.self_approved
    ELSE c.emergency
  END AS changes,
  RATE(
    CASE k.change_kind
      WHEN 'all' THEN c.deployed
      WHEN 'without prior approval' THEN c.without_prior_approval
      WHEN 'approved by the requester' THEN c.self_approved
      ELSE c.emergency
    END,
    c.deployed) AS share
FROM (VALUES ('all'), ('without prior approval'), ('approved by the requester'), ('emergency')) AS k (change_kind)
CROSS JOIN (
  SELECT
    COUNT(*) AS deployed,
    COALESCE(SUM(without_prior_approval), 0) AS without_prior_approval,
    COALESCE(SUM(self_approved), 0) AS self_approved,
    COALESCE(SUM(emergency), 0) AS emergency
  FROM changes
) AS c
