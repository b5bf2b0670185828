SELECT
  r.due_at AS occurred_at,
  CONCAT('review ', r.review_id) AS subject,
  CONCAT(
    'Review of ', COALESCE(s.name, 'a person not in the directory'),
    ' by ', COALESCE(v.name, 'a reviewer not in the directory'),
    CASE
      WHEN r.decided_at IS NULL THEN ' was not decided before the period ended.'
      ELSE CONCAT(' was decided ', CAST(HOURS_BETWEEN(r.due_at, r.decided_at) AS STRING), ' hours after it was due.')
    END) AS summary,
  EVENT_REFS(r.started_ref, r.decided_ref) AS events
FROM reviews AS r
LEFT JOIN principals AS s ON s.id = r.subject_id
LEFT JOIN principals AS v ON v.id = r.reviewer_id
WHERE r.sla_breached = 1
