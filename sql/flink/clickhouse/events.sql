-- The events of the period, with the fields of their details that reports ask for. What is not
-- selected is not computed. Flags are 0 or 1 and can be summed where the rows are.
SELECT
    toString(event_id) AS event_id,
    event_type,
    toString(actor_id) AS actor_id,
    actor_type,
    resource_type,
    toString(resource_id) AS resource_id,
    action,
    details,
    timestamp AS occurred_at,
    toString(toDate(timestamp)) AS occurred_on,
    ingested_at,
    toInt64(kafka_partition) AS kafka_partition,
    kafka_offset,
    JSONExtract(details, 'subject_id', 'Nullable(String)') AS subject_id,
    JSONExtract(details, 'review_id', 'Nullable(String)') AS review_id,
    JSONExtract(details, 'risk_score', 'Nullable(Float64)') AS risk_score,
    toInt64(isValidJSON(details)) AS details_valid,
    toInt64(ingested_at > addDays(timestamp, 1)) AS late,
    toInt64(event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')) AS data_access,
    -- the text can only be there as it is or with an escape: everything else need not be parsed
    toInt64(event_type = 'LOGIN_FAILED'
        OR (event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')
            AND (position(details, 'DENIED') > 0 OR position(details, '\\u') > 0)
            AND ifNull(JSONExtract(details, 'outcome', 'Nullable(String)') = 'DENIED', 0))) AS access_failed,
    toInt64(resource_type = 'AUDIT_LOG' AND action = 'READ') AS log_read,
    toInt64(event_type IN ('CREDENTIAL_CHANGED', 'ACCOUNT_CREATED', 'ROLE_CHANGED')) AS credential_change,
    toInt64(event_type IN ('LOGGING_STARTED', 'LOGGING_STOPPED')) AS logging_switch,
    toInt64(resource_type = 'SYSTEM_OBJECT' AND action IN ('CREATE', 'DELETE')) AS object_change,
    concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS event_ref
FROM audit
WHERE timestamp >= :start AND timestamp < :end
