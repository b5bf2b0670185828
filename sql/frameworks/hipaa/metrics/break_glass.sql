-- Break-glass accesses to health information that nobody reviewed in time.
SELECT COALESCE(SUM(b.unreviewed), 0) AS break_glass_unreviewed
FROM break_glass AS b
JOIN assets AS a ON a.id = b.asset_id
WHERE a.tags LIKE '%|PHI|%'
