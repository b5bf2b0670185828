SELECT
  last_login_at AS occurred_at,
  CONCAT('principal ', id) AS subject,
  CONCAT(name, COALESCE(CONCAT(' last logged in on ', DATE_FORMAT(last_login_at, 'yyyy-MM-dd'), '.'), ' never logged in.')) AS summary,
  EVENT_REFS(event_ref) AS events
FROM accounts_idle
