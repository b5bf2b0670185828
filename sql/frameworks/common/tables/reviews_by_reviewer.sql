-- Who decided, how, and how fast: a reviewer who approves everything within minutes reviews nothing.
SELECT
  COALESCE(p.name, 'not in the directory') AS reviewer,
  r.decision_actor_id AS reviewer_id,
  r.completed,
  r.approved,
  r.revoked,
  r.modified,
  r.without_rationale,
  HOURS(r.median_ms) AS median_hours
FROM (
  SELECT
    decision_actor_id,
    COUNT(*) AS completed,
    COUNT(*) FILTER (WHERE decision = 'APPROVE') AS approved,
    COUNT(*) FILTER (WHERE decision = 'REVOKE') AS revoked,
    COUNT(*) FILTER (WHERE decision = 'MODIFY') AS modified,
    SUM(approved_without_rationale) AS without_rationale,
    PERCENTILE_NEAREST_RANK(decide_ms, 0.5) AS median_ms
  FROM reviews
  WHERE completed = 1
  GROUP BY decision_actor_id
) AS r
LEFT JOIN principals AS p ON p.id = r.decision_actor_id
