-- One row a UTC day of the period, also of days on which nobody reviewed the logs.
SELECT
    toString(d.day) AS on_day,
    toInt64(r.reviews) AS reviews
FROM (
    SELECT toDate(:start) + number AS day
    FROM numbers(toUInt64(dateDiff('day', toDate(:start), toDate(subtractMilliseconds(:end, 1))) + 1))
) AS d
LEFT JOIN (
    SELECT toDate(timestamp) AS day, count() AS reviews
    FROM audit
    WHERE timestamp >= :start AND timestamp < :end AND event_type = 'LOG_REVIEWED'
    GROUP BY day
) AS r ON r.day = d.day
