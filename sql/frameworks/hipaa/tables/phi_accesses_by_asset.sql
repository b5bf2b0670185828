SELECT MAX(asset_name) AS asset, asset_id, SUM(accesses) AS accesses, COUNT(*) AS actors
FROM phi_access_counts
GROUP BY asset_id
