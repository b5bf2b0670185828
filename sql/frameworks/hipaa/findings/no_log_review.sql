SELECT
  CAST(NULL AS TIMESTAMP(3)) AS occurred_at,
  CAST('log reviews' AS STRING) AS subject,
  CAST('In the period no review of the logs is in the trail.' AS STRING) AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM (SELECT COUNT(*) AS reviews FROM events WHERE event_type = 'LOG_REVIEWED')
WHERE reviews = 0
