-- One row an actor that logged in from two origins within less than the allowed minutes. If any two
-- logins of different origins are that close then so are two neighbours: somewhere between the two the
-- origin changes from one login to the next, and those are no further apart. So neighbours suffice.
WITH
logins AS (
    SELECT
        actor_id,
        arraySort(groupArray((timestamp, assumeNotNull(origin)))) AS l
    FROM (
        SELECT actor_id, timestamp, event_id, JSONExtract(details, 'origin', 'Nullable(String)') AS origin
        FROM audit
        WHERE timestamp >= :start AND timestamp < :end AND event_type = 'LOGIN_SUCCEEDED'
    )
    WHERE origin IS NOT NULL
    GROUP BY actor_id
)
SELECT
    toString(actor_id) AS actor_id,
    arrayFilter((b, a) -> a.2 != b.2 AND b.1 < addMinutes(a.1, :shared_id_minutes), arrayPopFront(l), arrayPopBack(l)) AS second,
    arrayFilter((a, b) -> a.2 != b.2 AND b.1 < addMinutes(a.1, :shared_id_minutes), arrayPopBack(l), arrayPopFront(l)) AS first,
    toInt64(length(second)) AS pairs,
    first[1].1 AS first_at,
    first[1].2 AS first_origin,
    second[1].1 AS second_at,
    second[1].2 AS second_origin
FROM logins
WHERE notEmpty(second)
