SELECT
  r.exhausted_at AS occurred_at,
  CONCAT('review ', r.review_id) AS subject,
  CONCAT(
    'Every level of escalation was used up for the review of ', COALESCE(s.name, 'a person not in the directory'),
    CASE
      WHEN r.decided_at IS NULL THEN '; it was not decided before the period ended.'
      ELSE CONCAT('; it was decided on ', DATE_FORMAT(r.decided_at, 'yyyy-MM-dd'), '.')
    END) AS summary,
  EVENT_REFS(r.started_ref, r.exhausted_event_ref, r.decided_ref) AS events
FROM reviews AS r
LEFT JOIN principals AS s ON s.id = r.subject_id
WHERE r.escalation_exhausted = 1
