-- One row a request of a data subject in the period: to see the data, or to have it erased; with the
-- first completion of that request before the period's end.
WITH
steps AS (
    SELECT
        event_type,
        timestamp AS at,
        toString(event_id) AS id,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details), 'Tuple(request_id Nullable(String), subject_id Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end
        AND event_type IN ('SUBJECT_ACCESS_REQUESTED', 'SUBJECT_ACCESS_COMPLETED', 'ERASURE_REQUESTED', 'ERASURE_COMPLETED')
),
completions AS (
    SELECT
        if(event_type = 'ERASURE_COMPLETED', 'ERASURE', 'ACCESS') AS kind,
        assumeNotNull(d.request_id) AS request,
        min(at) AS completed_at,
        argMin(ref, (at, id)) AS completed_ref
    FROM steps
    WHERE event_type IN ('SUBJECT_ACCESS_COMPLETED', 'ERASURE_COMPLETED') AND d.request_id IS NOT NULL
    GROUP BY kind, request
)
SELECT
    r.kind AS kind,
    r.d.request_id AS request_id,
    coalesce(toString(toUUIDOrNull(r.d.subject_id)), r.d.subject_id) AS subject_id,
    r.at AS requested_at,
    if(c.request != '', c.completed_at, NULL) AS completed_at,
    if(c.request != '', toUnixTimestamp64Milli(c.completed_at) - toUnixTimestamp64Milli(r.at), NULL) AS complete_ms,
    r.ref AS requested_ref,
    if(c.request != '', c.completed_ref, NULL) AS completed_ref
FROM (
    SELECT *, if(event_type = 'ERASURE_REQUESTED', 'ERASURE', 'ACCESS') AS kind
    FROM steps
    WHERE event_type IN ('SUBJECT_ACCESS_REQUESTED', 'ERASURE_REQUESTED') AND at >= :start
        AND (:subject IS NULL OR lower(d.subject_id) = lower(:subject))
) AS r
LEFT JOIN completions AS c ON c.kind = r.kind AND c.request = r.d.request_id
