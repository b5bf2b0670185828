-- The logins behind shared_ids: of each actor the first two of different origins that are too close.
WITH
logins AS (
    SELECT
        actor_id,
        arraySort(groupArray((timestamp, assumeNotNull(origin), toString(event_id)))) AS l
    FROM (
        SELECT actor_id, timestamp, event_id, JSONExtract(details, 'origin', 'Nullable(String)') AS origin
        FROM audit
        WHERE timestamp >= :start AND timestamp < :end AND event_type = 'LOGIN_SUCCEEDED'
    )
    WHERE origin IS NOT NULL
    GROUP BY actor_id
),
pairs AS (
    SELECT arrayJoin([p.1.3, p.2.3]) AS id
    FROM (
        SELECT arrayFirst(
            p -> p.1.2 != p.2.2 AND p.2.1 < addMinutes(p.1.1, :shared_id_minutes),
            arrayZip(arrayPopBack(l), arrayPopFront(l))) AS p
        FROM logins
    )
    WHERE p.1.3 != ''
)
SELECT
    toString(actor_id) AS actor_id,
    min(timestamp) AS first_at,
    arrayStringConcat(arrayMap(x -> x.3, arraySort(groupArray((timestamp, toString(event_id), ref)))), '\n') AS event_refs
FROM (
    SELECT
        actor_id, timestamp, event_id,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp >= :start AND timestamp < :end AND event_type = 'LOGIN_SUCCEEDED'
        AND toString(event_id) IN (SELECT id FROM pairs)
)
GROUP BY actor_id
