SELECT
  l.level,
  COALESCE(SUM(r.started), 0) AS started,
  COALESCE(SUM(r.completed), 0) AS completed,
  COALESCE(SUM(r.completed) FILTER (WHERE r.decision = 'APPROVE'), 0) AS approved,
  COALESCE(SUM(r.completed) FILTER (WHERE r.decision = 'REVOKE'), 0) AS revoked,
  COALESCE(SUM(r.open_at_end), 0) AS open_at_end,
  COALESCE(SUM(r.sla_breached), 0) AS sla_breached
FROM (
  VALUES ('CRITICAL', :risk_critical), ('HIGH', :risk_high), ('MEDIUM', :risk_medium), ('LOW', 0)
) AS l (level, lowest)
LEFT JOIN (
  SELECT
    RISK_LEVEL(risk_score, :risk_critical, :risk_high, :risk_medium) AS level,
    decision, started, completed, open_at_end, sla_breached
  FROM (
    SELECT
      risk_score,
      decision,
      SUM(started_in_period) AS started,
      SUM(completed) AS completed,
      SUM(open_at_end) AS open_at_end,
      SUM(sla_breached) AS sla_breached
    FROM reviews
    GROUP BY risk_score, decision
  )
) AS r ON r.level = l.level
GROUP BY l.level
