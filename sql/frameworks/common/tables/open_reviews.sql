SELECT
  r.review_id,
  COALESCE(s.name, 'not in the directory') AS subject,
  COALESCE(v.name, 'not in the directory') AS reviewer,
  RISK_LEVEL(r.risk_score, :risk_critical, :risk_high, :risk_medium) AS risk,
  r.started_at,
  r.due_at,
  r.due_at IS NOT NULL AND NOT SLA_MET(:end, r.due_at) AS overdue
FROM reviews AS r
LEFT JOIN principals AS s ON s.id = r.subject_id
LEFT JOIN principals AS v ON v.id = r.reviewer_id
WHERE r.open_at_end = 1
