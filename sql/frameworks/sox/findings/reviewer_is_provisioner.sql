SELECT
  r.decided_at AS occurred_at,
  CONCAT('review ', r.review_id) AS subject,
  CONCAT(COALESCE(v.name, 'Someone not in the directory'), ' decided on access of ', COALESCE(s.name, 'a person not in the directory'), ' that they had granted themselves.') AS summary,
  EVENT_REFS(g.event_refs, r.decided_ref) AS events
FROM reviews AS r
JOIN (
  SELECT subject_id, asset_id, granted_by, MIN(granted_at) AS granted_at, LISTAGG(event_ref, '
') AS event_refs
  FROM (SELECT * FROM grants_made)
  GROUP BY subject_id, asset_id, granted_by
) AS g ON g.subject_id = r.subject_id AND g.asset_id = r.asset_id AND g.granted_by = r.decision_actor_id
LEFT JOIN principals AS v ON v.id = r.decision_actor_id
LEFT JOIN principals AS s ON s.id = r.subject_id
WHERE r.completed = 1 AND g.granted_at < r.decided_at
