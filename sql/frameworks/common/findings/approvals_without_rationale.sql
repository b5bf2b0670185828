SELECT
  r.decided_at AS occurred_at,
  CONCAT('review ', r.review_id) AS subject,
  CONCAT(
    COALESCE(v.name, 'A reviewer not in the directory'), ' approved the access of ',
    COALESCE(s.name, 'a person not in the directory'), ' without saying why.') AS summary,
  EVENT_REFS(r.started_ref, r.decided_ref) AS events
FROM reviews AS r
LEFT JOIN principals AS s ON s.id = r.subject_id
LEFT JOIN principals AS v ON v.id = r.decision_actor_id
WHERE r.approved_without_rationale = 1
