SELECT
  CAST(NULL AS TIMESTAMP(3)) AS occurred_at,
  CONCAT('requirement ', category) AS subject,
  CONCAT('No event of the category ', category, ', ', label, ', is in the trail of the period.') AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM logged_categories
WHERE events = 0
