-- Every time that an account was disabled before the period's end.
SELECT
    coalesce(toString(toUUIDOrNull(subject)), subject) AS subject_id,
    timestamp AS disabled_at,
    ref AS event_ref
FROM (
    SELECT timestamp, JSONExtract(details, 'subject_id', 'Nullable(String)') AS subject, concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type = 'ACCOUNT_DISABLED'
)
WHERE subject IS NOT NULL
