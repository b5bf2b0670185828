SELECT
  last_login_at AS occurred_at,
  CONCAT('principal ', id) AS subject,
  CONCAT(name, ' left on ', DATE_FORMAT(terminated_at, 'yyyy-MM-dd'), ' and last logged in on ', DATE_FORMAT(last_login_at, 'yyyy-MM-dd'), '.') AS summary,
  EVENT_REFS(event_ref) AS events
FROM leavers_active
