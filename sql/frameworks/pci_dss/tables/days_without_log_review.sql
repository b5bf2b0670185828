SELECT on_day FROM log_review_days WHERE reviews = 0
