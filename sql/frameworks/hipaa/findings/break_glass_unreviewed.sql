SELECT
  b.occurred_at,
  CONCAT('event ', b.event_id) AS subject,
  CONCAT(
    COALESCE(p.name, 'Someone not in the directory'), ' reached ', a.name, ' by emergency access; ',
    CASE
      WHEN b.reviewed_at IS NULL THEN 'nobody reviewed that before the period ended.'
      ELSE CONCAT('that was reviewed ', CAST(HOURS_BETWEEN(b.occurred_at, b.reviewed_at) AS STRING), ' hours later.')
    END) AS summary,
  EVENT_REFS(b.event_ref, b.reviewed_ref) AS events
FROM break_glass AS b
JOIN assets AS a ON a.id = b.asset_id
LEFT JOIN principals AS p ON p.id = b.actor_id
WHERE b.unreviewed = 1 AND a.tags LIKE '%|PHI|%'
