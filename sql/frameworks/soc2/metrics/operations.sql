-- What was run, by the type of event.
SELECT
  COALESCE(SUM(n) FILTER (WHERE event_type = 'INCIDENT_OPENED'), 0) AS incidents_opened,
  COALESCE(SUM(n) FILTER (WHERE event_type = 'BACKUP_COMPLETED'), 0) AS backups_completed,
  COALESCE(SUM(n) FILTER (WHERE event_type = 'RESTORE_TESTED'), 0) AS restore_tests
FROM (SELECT event_type, COUNT(*) AS n FROM events GROUP BY event_type)
