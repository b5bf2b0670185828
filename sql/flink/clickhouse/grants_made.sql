-- Every grant of access before the period's end.
SELECT
    coalesce(toString(toUUIDOrNull(d.subject_id)), d.subject_id) AS subject_id,
    coalesce(toString(toUUIDOrNull(d.asset_id)), d.asset_id) AS asset_id,
    at AS granted_at,
    actor AS granted_by,
    ref AS event_ref
FROM (
    SELECT
        timestamp AS at,
        toString(actor_id) AS actor,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details),
            'Tuple(subject_id Nullable(String), asset_id Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type = 'ACCESS_GRANTED'
)
WHERE d.subject_id IS NOT NULL AND d.asset_id IS NOT NULL
