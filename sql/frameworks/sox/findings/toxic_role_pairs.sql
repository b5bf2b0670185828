SELECT
  since AS occurred_at,
  CONCAT('principal ', subject_id) AS subject,
  CONCAT(COALESCE(subject_name, 'A person not in the directory'), ' holds ', first_role, ' and ', second_role, ' on ', COALESCE(asset_name, 'an asset not in the inventory'), ', and so ', risk, '.') AS summary,
  EVENT_REFS(first_ref, second_ref) AS events
FROM toxic_role_holdings
