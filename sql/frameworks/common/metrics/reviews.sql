-- Reviews by what became of them.
SELECT
  COALESCE(completed, 0) AS reviews_completed,
  COALESCE(open_at_end, 0) AS reviews_open,
  RATE(within_sla, completed) AS sla_compliance_rate,
  COALESCE(approved_without_rationale, 0) AS approvals_without_rationale,
  COALESCE(sla_breached, 0) AS sla_breaches,
  COALESCE(escalation_exhausted, 0) AS escalations_exhausted
FROM (
  SELECT
    SUM(completed) AS completed,
    SUM(open_at_end) AS open_at_end,
    SUM(within_sla) AS within_sla,
    SUM(approved_without_rationale) AS approved_without_rationale,
    SUM(sla_breached) AS sla_breached,
    SUM(escalation_exhausted) AS escalation_exhausted
  FROM reviews
)
