-- One row a deployment in the period, with what was requested and approved of that change before the
-- period's end. An approval is prior when its timestamp is earlier than the deployment's.
WITH
steps AS (
    SELECT
        event_type,
        timestamp AS at,
        toString(event_id) AS id,
        toString(actor_id) AS actor,
        JSONExtract(details, 'change_id', 'Nullable(String)') AS change_id,
        details,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type IN ('CHANGE_REQUESTED', 'CHANGE_APPROVED', 'CHANGE_DEPLOYED')
),
history AS (
    SELECT
        assumeNotNull(change_id) AS change,
        groupUniqArrayIf(actor, event_type = 'CHANGE_REQUESTED') AS requesters,
        argMinIf(actor, (at, id), event_type = 'CHANGE_REQUESTED') AS requester,
        argMinIf(ref, (at, id), event_type = 'CHANGE_REQUESTED') AS request_ref,
        minIf(at, event_type = 'CHANGE_APPROVED') AS first_approval,
        groupArrayIf(tuple(at, id, actor, ref), event_type = 'CHANGE_APPROVED') AS approvals
    FROM steps
    WHERE change_id IS NOT NULL AND event_type != 'CHANGE_DEPLOYED'
    GROUP BY change
)
SELECT
    d.id AS event_id,
    d.change_id AS change_id,
    d.at AS deployed_at,
    d.actor AS deployed_by,
    nullIf(h.requester, '') AS requested_by,
    if(notEmpty(h.approvals), h.first_approval, NULL) AS approved_at,
    toInt64(empty(h.approvals) OR h.first_approval >= d.at) AS without_prior_approval,
    toInt64(arrayExists(a -> has(h.requesters, a.3), h.approvals)) AS self_approved,
    toInt64(JSONExtractRaw(d.details, 'emergency') = 'true') AS emergency,
    d.ref AS deployed_ref,
    nullIf(h.request_ref, '') AS requested_ref,
    arrayStringConcat(arrayMap(a -> a.4, arraySort(h.approvals)), '\n') AS approval_refs
FROM (SELECT * FROM steps WHERE event_type = 'CHANGE_DEPLOYED' AND at >= :start) AS d
LEFT JOIN history AS h ON h.change = d.change_id
