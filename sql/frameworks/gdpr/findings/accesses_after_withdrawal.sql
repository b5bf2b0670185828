-- One finding for each subject and purpose, with all accesses that came too late.
SELECT
  MIN(occurred_at) AS occurred_at,
  CONCAT('data subject ', subject_id) AS subject,
  CONCAT(
    'Data was used ', CAST(COUNT(*) AS STRING), ' times for ', purpose,
    ' after consent to that was withdrawn on ', DATE_FORMAT(MIN(withdrawn_at), 'yyyy-MM-dd'), '.') AS summary,
  EVENT_REFS(MIN(withdrawn_ref), LISTAGG(event_ref, '
')) AS events
FROM (SELECT * FROM withdrawn_accesses)
GROUP BY subject_id, purpose
