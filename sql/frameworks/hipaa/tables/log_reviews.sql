SELECT
  SUBSTRING(on_day FROM 1 FOR 7) AS month_of,
  SUM(reviews) AS reviews,
  COUNT(*) FILTER (WHERE reviews > 0) AS days_reviewed,
  COUNT(*) AS days
FROM log_review_days
GROUP BY SUBSTRING(on_day FROM 1 FOR 7)
