SELECT
  COALESCE(subject_name, 'not in the directory') AS principal,
  subject_id AS principal_id,
  COALESCE(asset_name, 'not in the inventory') AS asset,
  first_role,
  second_role,
  risk,
  since
FROM toxic_role_holdings
