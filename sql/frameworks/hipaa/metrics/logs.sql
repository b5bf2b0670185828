-- Reviews of the logs.
SELECT COUNT(*) AS log_reviews FROM events WHERE event_type = 'LOG_REVIEWED'
