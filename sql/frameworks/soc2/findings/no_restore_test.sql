SELECT
  CAST(NULL AS TIMESTAMP(3)) AS occurred_at,
  CAST('restore tests' AS STRING) AS subject,
  CAST('In the period no test of restoring a backup is in the trail.' AS STRING) AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM (SELECT COUNT(*) AS tests FROM events WHERE event_type = 'RESTORE_TESTED')
WHERE tests = 0
