-- From the opening of an incident to its closing, over those closed in the period.
SELECT HOURS(PERCENTILE_NEAREST_RANK(close_ms, 0.5)) AS incident_hours_to_close_median
FROM (SELECT close_ms FROM incidents WHERE closed_in_period = 1)
