SELECT incident_id, opened_at, closed_at, HOURS_BETWEEN(opened_at, closed_at) AS hours
FROM incidents
WHERE opened_in_period = 1 OR closed_in_period = 1 OR open_at_end = 1
