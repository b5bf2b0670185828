-- Accesses in the period for which the subject's latest word on that purpose, before the access, was
-- to withdraw consent. "Before" is an earlier timestamp; of two consent events of one millisecond the
-- one with the greater event id is the latest.
WITH
consents AS (
    SELECT
        coalesce(toString(toUUIDOrNull(d.subject_id)), assumeNotNull(d.subject_id)) AS subject,
        assumeNotNull(d.purpose) AS purpose,
        timestamp AS at,
        argMax(event_type, toString(event_id)) AS word,
        argMax(ref, toString(event_id)) AS consent_ref
    FROM (
        SELECT
            timestamp, event_id, event_type,
            JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details), 'Tuple(subject_id Nullable(String), purpose Nullable(String))') AS d,
            concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
        FROM audit
        WHERE timestamp < :end AND event_type IN ('CONSENT_GIVEN', 'CONSENT_WITHDRAWN')
    )
    WHERE d.subject_id IS NOT NULL AND d.purpose IS NOT NULL
        AND (:subject IS NULL OR lower(d.subject_id) = lower(:subject))
    GROUP BY subject, purpose, at
),
accesses AS (
    SELECT
        coalesce(toString(toUUIDOrNull(d.subject_id)), assumeNotNull(d.subject_id)) AS subject,
        assumeNotNull(d.purpose) AS purpose,
        timestamp AS at,
        event_type,
        toString(event_id) AS id,
        toString(actor_id) AS actor,
        toString(resource_id) AS asset,
        ref
    FROM (
        SELECT
            timestamp, event_id, event_type, actor_id, resource_id,
            JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details), 'Tuple(subject_id Nullable(String), purpose Nullable(String))') AS d,
            concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
        FROM audit
        WHERE timestamp >= :start AND timestamp < :end
            AND event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')
    )
    WHERE d.subject_id IS NOT NULL AND d.purpose IS NOT NULL
        -- only where a consent was withdrawn at all: few, and the rest need not be joined
        AND (subject, purpose) IN (SELECT subject, purpose FROM consents WHERE word = 'CONSENT_WITHDRAWN')
)
SELECT
    a.id AS event_id,
    a.event_type AS event_type,
    a.subject AS subject_id,
    a.purpose AS purpose,
    a.at AS occurred_at,
    c.at AS withdrawn_at,
    a.actor AS actor_id,
    a.asset AS asset_id,
    a.ref AS event_ref,
    c.consent_ref AS withdrawn_ref
FROM accesses AS a
ASOF INNER JOIN consents AS c ON c.subject = a.subject AND c.purpose = a.purpose AND a.at > c.at
WHERE c.word = 'CONSENT_WITHDRAWN'
