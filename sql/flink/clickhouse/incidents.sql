-- One row an incident opened or closed before the period's end; the first opening and closing count.
WITH steps AS (
    SELECT
        event_type = 'INCIDENT_OPENED' AS is_open,
        timestamp AS at,
        (timestamp, toString(event_id)) AS ord,
        JSONExtract(details, 'incident_id', 'Nullable(String)') AS incident,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type IN ('INCIDENT_OPENED', 'INCIDENT_CLOSED')
)
SELECT
    assumeNotNull(incident) AS incident_id,
    if(countIf(is_open) > 0, minIf(at, is_open), NULL) AS opened_at,
    if(countIf(NOT is_open) > 0, minIf(at, NOT is_open), NULL) AS closed_at,
    toInt64(ifNull(opened_at >= :start, 0)) AS opened_in_period,
    toInt64(ifNull(closed_at >= :start, 0)) AS closed_in_period,
    toInt64(opened_at IS NOT NULL AND closed_at IS NULL) AS open_at_end,
    if(closed_in_period = 1, toUnixTimestamp64Milli(closed_at) - toUnixTimestamp64Milli(opened_at), NULL) AS close_ms,
    if(opened_at IS NOT NULL, argMinIf(ref, ord, is_open), NULL) AS opened_ref,
    if(closed_at IS NOT NULL, argMinIf(ref, ord, NOT is_open), NULL) AS closed_ref
FROM steps
WHERE incident IS NOT NULL
GROUP BY incident_id
