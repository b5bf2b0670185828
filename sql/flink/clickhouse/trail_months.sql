-- What is held, month by month, over all the trail and not only the period.
SELECT
    formatDateTime(toStartOfMonth(timestamp), '%Y-%m') AS in_month,
    toInt64(count()) AS events,
    min(timestamp) AS oldest,
    max(timestamp) AS newest
FROM audit
GROUP BY in_month
