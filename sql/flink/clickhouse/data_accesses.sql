-- One row a read, export or disclosure of data in the period; of one data subject where the report is
-- about one. Flags are 0 or 1.
SELECT
    toString(event_id) AS event_id,
    event_type,
    toString(actor_id) AS actor_id,
    actor_type,
    toString(resource_id) AS asset_id,
    timestamp AS occurred_at,
    toString(toDate(timestamp)) AS occurred_on,
    coalesce(toString(toUUIDOrNull(JSONExtract(details, 'subject_id', 'Nullable(String)'))), JSONExtract(details, 'subject_id', 'Nullable(String)')) AS subject_id,
    JSONExtract(details, 'purpose', 'Nullable(String)') AS purpose,
    JSONExtract(details, 'recipient', 'Nullable(String)') AS recipient,
    JSONExtract(details, 'origin', 'Nullable(String)') AS origin,
    JSONExtract(details, 'outcome', 'Nullable(String)') AS outcome,
    -- a text can only be there as it is or with an escape: everything else need not be parsed
    toInt64((position(details, 'subject_id') > 0 OR position(details, '\\u') > 0)
        AND JSONExtract(details, 'subject_id', 'Nullable(String)') IS NOT NULL) AS names_subject,
    toInt64((position(details, 'DENIED') > 0 OR position(details, '\\u') > 0)
        AND ifNull(JSONExtract(details, 'outcome', 'Nullable(String)') = 'DENIED', 0)) AS denied,
    toInt64((position(details, 'break_glass') > 0 OR position(details, '\\u') > 0)
        AND JSONExtractRaw(details, 'break_glass') = 'true') AS break_glass,
    toInt64(event_type = 'DATA_EXPORTED') AS exported,
    toInt64(event_type = 'DATA_DISCLOSED') AS disclosed,
    toInt64(event_type = 'DATA_DISCLOSED'
        AND ifNull(JSONExtract(details, 'purpose', 'Nullable(String)') NOT IN ('TREATMENT', 'PAYMENT', 'OPERATIONS'), 1)) AS accountable,
    concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS event_ref
FROM audit
WHERE timestamp >= :start AND timestamp < :end
    AND event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')
    AND (:subject IS NULL OR lower(JSONExtract(details, 'subject_id', 'Nullable(String)')) = lower(:subject))
