SELECT
  last_decided_at AS occurred_at,
  CONCAT('principal ', id) AS subject,
  CONCAT('The account of ', name, CASE WHEN privileged THEN ', which is privileged,' ELSE '' END,
    COALESCE(CONCAT(' was last reviewed on ', DATE_FORMAT(last_decided_at, 'yyyy-MM-dd'), '.'), ' was never reviewed.')) AS summary,
  EVENT_REFS(CAST(NULL AS STRING)) AS events
FROM accounts_unreviewed
