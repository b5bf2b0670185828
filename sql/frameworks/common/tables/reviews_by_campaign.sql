SELECT
  COALESCE(campaign, 'none') AS campaign,
  started,
  completed,
  open_at_end,
  within_sla,
  RATE(within_sla, completed) AS sla_rate,
  escalated
FROM (
  SELECT
    campaign,
    SUM(started_in_period) AS started,
    SUM(completed) AS completed,
    SUM(open_at_end) AS open_at_end,
    SUM(within_sla) AS within_sla,
    SUM(escalations) AS escalated
  FROM reviews
  GROUP BY campaign
)
WHERE started + completed + open_at_end > 0
