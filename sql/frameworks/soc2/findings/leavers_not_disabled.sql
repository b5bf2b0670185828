SELECT
  l.terminated_at AS occurred_at,
  CONCAT('principal ', l.id) AS subject,
  CONCAT(l.name, ' left on ', DATE_FORMAT(l.terminated_at, 'yyyy-MM-dd'), '; the account was not disabled before the period ended.') AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM leavers AS l
WHERE l.disabled_at IS NULL
