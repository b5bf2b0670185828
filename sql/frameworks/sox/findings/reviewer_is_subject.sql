SELECT
  r.started_at AS occurred_at,
  CONCAT('review ', r.review_id) AS subject,
  CONCAT(COALESCE(p.name, 'Someone not in the directory'), ' decided on a review of their own access.') AS summary,
  EVENT_REFS(r.started_ref, r.self_decision_refs) AS events
FROM reviews AS r
LEFT JOIN principals AS p ON p.id = r.subject_id
WHERE r.self_decisions > 0
