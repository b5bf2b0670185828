SELECT
  CAST(CONCAT(on_day, ' 00:00:00.000') AS TIMESTAMP(3)) AS occurred_at,
  CONCAT('day ', on_day) AS subject,
  CONCAT('On ', on_day, ' (UTC) nobody reviewed the logs.') AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM log_review_days
WHERE reviews = 0
