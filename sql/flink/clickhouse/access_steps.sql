-- One row an approval or grant of access in the period, with what went before it: who requested, and
-- the first approval with an earlier timestamp.
WITH
steps AS (
    SELECT
        event_type,
        timestamp AS at,
        toString(event_id) AS id,
        toString(actor_id) AS actor,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details),
            'Tuple(request_id Nullable(String), grant_id Nullable(String), subject_id Nullable(String), asset_id Nullable(String), role Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type IN ('ACCESS_REQUESTED', 'ACCESS_APPROVED', 'ACCESS_GRANTED')
),
history AS (
    SELECT
        assumeNotNull(d.request_id) AS request,
        groupUniqArrayIf(actor, event_type = 'ACCESS_REQUESTED') AS requesters,
        argMinIf(tuple(actor, d.subject_id, d.asset_id, d.role), (at, id), event_type = 'ACCESS_REQUESTED') AS r,
        argMinIf(ref, (at, id), event_type = 'ACCESS_REQUESTED') AS request_ref,
        countIf(event_type = 'ACCESS_APPROVED') > 0 AS approved,
        minIf(at, event_type = 'ACCESS_APPROVED') AS first_approval,
        argMinIf(actor, (at, id), event_type = 'ACCESS_APPROVED') AS approver,
        argMinIf(ref, (at, id), event_type = 'ACCESS_APPROVED') AS approval_ref
    FROM steps
    WHERE d.request_id IS NOT NULL AND event_type != 'ACCESS_GRANTED'
    GROUP BY request
)
SELECT
    e.event_type AS event_type,
    e.d.request_id AS request_id,
    e.at AS occurred_at,
    e.actor AS actor_id,
    nullIf(h.r.1, '') AS requested_by,
    if(h.approved, h.first_approval, NULL) AS approved_at,
    if(h.approved, h.approver, NULL) AS approved_by,
    coalesce(toString(toUUIDOrNull(coalesce(e.d.subject_id, h.r.2))), e.d.subject_id, h.r.2) AS subject_id,
    coalesce(toString(toUUIDOrNull(coalesce(e.d.asset_id, h.r.3))), e.d.asset_id, h.r.3) AS asset_id,
    coalesce(e.d.role, h.r.4) AS role,
    toInt64(e.event_type = 'ACCESS_APPROVED' AND has(h.requesters, e.actor)) AS self_approved,
    toInt64(e.event_type = 'ACCESS_GRANTED' AND NOT (h.approved AND h.first_approval < e.at)) AS granted_without_approval,
    e.ref AS event_ref,
    nullIf(h.request_ref, '') AS requested_ref,
    if(h.approved, h.approval_ref, NULL) AS approved_ref
FROM (SELECT * FROM steps WHERE event_type != 'ACCESS_REQUESTED' AND at >= :start) AS e
LEFT JOIN history AS h ON h.request = e.d.request_id
