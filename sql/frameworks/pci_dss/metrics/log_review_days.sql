-- Days of the period on which nobody reviewed the logs.
SELECT COUNT(*) AS days_without_log_review FROM log_review_days WHERE reviews = 0
