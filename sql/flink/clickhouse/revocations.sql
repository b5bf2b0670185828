-- One row a grant that was to be revoked, or was, before the period's end. The first request and the
-- first execution count for the time between them.
WITH
steps AS (
    SELECT
        event_type = 'REVOCATION_REQUESTED' AS is_request,
        timestamp AS at,
        (timestamp, toString(event_id)) AS ord,
        timestamp >= :start AS in_period,
        toString(actor_id) AS actor,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details),
            'Tuple(grant_id Nullable(String), review_id Nullable(String), subject_id Nullable(String), asset_id Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type IN ('REVOCATION_REQUESTED', 'REVOCATION_EXECUTED')
),
grouped AS (
    SELECT
        assumeNotNull(d.grant_id) AS grant_id,
        countIf(is_request) > 0 AS requested,
        countIf(NOT is_request) > 0 AS executed,
        argMin(tuple(d.review_id, d.subject_id, d.asset_id), ord) AS s,
        minIf(at, is_request) AS first_request,
        minIf(at, NOT is_request) AS first_execution,
        countIf(is_request AND in_period) > 0 AS request_in_period,
        countIf(NOT is_request AND in_period) > 0 AS execution_in_period,
        argMinIf(actor, ord, is_request) AS requester,
        argMinIf(actor, ord, NOT is_request) AS executor,
        argMinIf(ref, ord, is_request) AS request_ref,
        argMinIf(ref, ord, NOT is_request) AS execution_ref
    FROM steps
    WHERE d.grant_id IS NOT NULL
    GROUP BY grant_id
)
SELECT
    grant_id,
    s.1 AS review_id,
    coalesce(toString(toUUIDOrNull(s.2)), s.2) AS subject_id,
    coalesce(toString(toUUIDOrNull(s.3)), s.3) AS asset_id,
    if(requested, first_request, NULL) AS requested_at,
    if(executed, first_execution, NULL) AS executed_at,
    if(requested, requester, NULL) AS requested_by,
    if(executed, executor, NULL) AS executed_by,
    toInt64(request_in_period) AS requested_in_period,
    toInt64(execution_in_period) AS executed_in_period,
    toInt64(requested AND NOT executed) AS outstanding,
    if(execution_in_period AND requested, toUnixTimestamp64Milli(first_execution) - toUnixTimestamp64Milli(first_request), NULL) AS remediate_ms,
    if(requested, request_ref, NULL) AS requested_ref,
    if(executed, execution_ref, NULL) AS executed_ref
FROM grouped
