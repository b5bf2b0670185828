-- One row a break-glass access in the period, with the first review of it. A review is in time when it
-- is at most the allowed hours later, and before the period's end.
WITH
reviews AS (
    SELECT
        coalesce(toString(toUUIDOrNull(named)), assumeNotNull(named)) AS reviewed,
        groupArray((timestamp, toString(event_id), ref)) AS reviews
    FROM (
        SELECT timestamp, event_id, JSONExtract(details, 'event_id', 'Nullable(String)') AS named, concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
        FROM audit
        WHERE timestamp >= :start AND timestamp < :end AND event_type = 'BREAK_GLASS_REVIEWED'
    )
    WHERE named IS NOT NULL
    GROUP BY reviewed
)
SELECT
    a.id AS event_id,
    a.event_type AS event_type,
    a.actor AS actor_id,
    a.asset AS asset_id,
    a.subject AS subject_id,
    a.at AS occurred_at,
    arraySort(arrayFilter(x -> x.1 >= a.at, r.reviews)) AS later,
    if(notEmpty(later), later[1].1, NULL) AS reviewed_at,
    toInt64(empty(later) OR later[1].1 > addHours(a.at, :break_glass_hours)) AS unreviewed,
    a.ref AS event_ref,
    if(notEmpty(later), later[1].3, NULL) AS reviewed_ref
FROM (
    SELECT
        toString(event_id) AS id, event_type, toString(actor_id) AS actor, toString(resource_id) AS asset, timestamp AS at,
        JSONExtract(details, 'subject_id', 'Nullable(String)') AS subject,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp >= :start AND timestamp < :end
        AND event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')
        -- the name can only be there as it is or with an escape: everything else need not be parsed
        AND (position(details, 'break_glass') > 0 OR position(details, '\\u') > 0)
        AND JSONExtractRaw(details, 'break_glass') = 'true'
) AS a
LEFT JOIN reviews AS r ON r.reviewed = a.id
