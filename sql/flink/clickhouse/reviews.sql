-- One row a review, from all that is known of it before the period's end; flags are 0 or 1. The first
-- start and the first decision count, by (timestamp, event id). Steps whose details name no review
-- are in the row without a review_id, which has no flag set.
WITH
steps AS (
    SELECT
        event_type = 'REVIEW_STARTED' AS is_start,
        event_type = 'DECISION_SUBMITTED' AS is_decision,
        event_type = 'REVIEW_ESCALATED' AS is_escalation,
        event_type = 'REVIEW_ESCALATION_EXHAUSTED' AS is_exhausted,
        event_type = 'REVOCATION_EXECUTED' AS is_execution,
        timestamp AS at,
        (timestamp, toString(event_id)) AS ord,
        timestamp >= :start AS in_period,
        toString(actor_id) AS actor,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details),
            'Tuple(review_id Nullable(String), subject_id Nullable(String), asset_id Nullable(String), reviewer_id Nullable(String), campaign Nullable(String), due_at Nullable(String), risk_score Nullable(Float64), decision Nullable(String), rationale Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end
        AND event_type IN ('REVIEW_STARTED', 'DECISION_SUBMITTED', 'REVIEW_ESCALATED', 'REVIEW_ESCALATION_EXHAUSTED', 'REVOCATION_EXECUTED')
),
grouped AS (
    SELECT
        d.review_id AS review_id,
        review_id IS NOT NULL AS known,
        countIf(is_start) > 0 AS started,
        countIf(is_decision) > 0 AS decided,
        -- tuples: argMin passes over a bare NULL, and would take the field of a later event
        argMinIf(tuple(at, d.subject_id, d.asset_id, d.reviewer_id, d.campaign, d.due_at, d.risk_score), ord, is_start) AS s,
        argMinIf(tuple(at, d.decision, d.rationale, actor), ord, is_decision) AS f,
        argMinIf(ref, ord, is_start) AS start_ref,
        argMinIf(ref, ord, is_decision) AS decision_ref,
        argMaxIf(ref, ord, is_exhausted AND in_period) AS exhausted_ref,
        argMaxIf(at, ord, is_exhausted AND in_period) AS last_exhausted_at,
        if(started, coalesce(toString(toUUIDOrNull(s.2)), s.2), NULL) AS subject,
        -- RFC 3339 alone: best effort would take a bare number, or half a date, for a time
        if(started AND match(ifNull(s.6, ''), '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$'), parseDateTime64BestEffortOrNull(upper(s.6), 3, 'UTC'), NULL) AS due,
        known AND decided AND f.1 >= :start AS is_completed,
        maxIf(at, is_decision) AS last_decision,
        countIf(is_execution) > 0 AS executed,
        countIf(is_escalation AND in_period) AS escalations_in_period,
        countIf(is_exhausted AND in_period) > 0 AS exhausted,
        groupArrayIf(tuple(ord, actor, in_period, ref), is_decision) AS decisions
    FROM steps
    GROUP BY review_id
)
SELECT
    review_id,
    subject AS subject_id,
    coalesce(toString(toUUIDOrNull(s.3)), s.3) AS asset_id,
    coalesce(toString(toUUIDOrNull(s.4)), s.4) AS reviewer_id,
    s.5 AS campaign,
    s.7 AS risk_score,
    if(started, s.1, NULL) AS started_at,
    due AS due_at,
    if(decided, f.1, NULL) AS decided_at,
    if(decided, last_decision, NULL) AS last_decided_at,
    f.2 AS decision,
    f.3 AS rationale,
    if(decided, f.4, NULL) AS decision_actor_id,
    if(is_completed AND started, toUnixTimestamp64Milli(f.1) - toUnixTimestamp64Milli(s.1), NULL) AS decide_ms,
    if(exhausted, last_exhausted_at, NULL) AS exhausted_at,
    toInt64(known AND started AND s.1 >= :start) AS started_in_period,
    toInt64(is_completed) AS completed,
    toInt64(known AND started AND NOT decided) AS open_at_end,
    toInt64(is_completed AND ifNull(f.1 <= due, 0)) AS within_sla,
    toInt64(known AND ifNull(due >= :start AND due < :end, 0) AND NOT (decided AND ifNull(f.1 <= due, 0))) AS sla_breached,
    toInt64(is_completed AND ifNull(f.2 = 'APPROVE', 0) AND match(ifNull(f.3, ''), '^[\\s\\p{Z}]*$')) AS approved_without_rationale,
    toInt64(is_completed AND ifNull(f.2 = 'REVOKE', 0) AND NOT executed) AS revoke_not_executed,
    toInt64(known AND exhausted) AS escalation_exhausted,
    toInt64(if(known, escalations_in_period, 0)) AS escalations,
    toInt64(if(known, arrayCount(x -> x.3 AND ifNull(x.2 = subject, 0), decisions), 0)) AS self_decisions,
    if(started, start_ref, NULL) AS started_ref,
    if(decided, decision_ref, NULL) AS decided_ref,
    if(exhausted, exhausted_ref, NULL) AS exhausted_event_ref,
    arrayStringConcat(arrayMap(x -> x.4, arraySort(arrayFilter(x -> x.3 AND ifNull(x.2 = subject, 0), decisions))), '\n') AS self_decision_refs
FROM grouped
