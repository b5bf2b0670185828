-- Which principal holds which role on which asset at the period's end: the last grant of it, unless
-- that grant was revoked, or the role taken from the principal there or everywhere, at or after that.
WITH
steps AS (
    SELECT
        event_type,
        timestamp AS at,
        toString(event_id) AS id,
        toString(actor_id) AS actor,
        JSONExtract(if(startsWith(trimLeft(details), '['), '{}', details),
            'Tuple(grant_id Nullable(String), subject_id Nullable(String), asset_id Nullable(String), role Nullable(String))') AS d,
        concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type IN ('ACCESS_GRANTED', 'ACCESS_REVOKED', 'REVOCATION_EXECUTED')
),
grants AS (
    SELECT
        assumeNotNull(d.subject_id) AS subject,
        assumeNotNull(d.role) AS role,
        ifNull(d.asset_id, '') AS asset,
        max(at) AS granted_at,
        argMax(tuple(d.grant_id, actor, ref), (at, id)) AS g
    FROM steps
    WHERE event_type = 'ACCESS_GRANTED' AND d.subject_id IS NOT NULL AND d.role IS NOT NULL
    GROUP BY subject, role, asset
),
revoked_grants AS (
    SELECT assumeNotNull(d.grant_id) AS grant_id, max(at) AS revoked_at
    FROM steps
    WHERE event_type != 'ACCESS_GRANTED' AND d.grant_id IS NOT NULL
    GROUP BY grant_id
),
revoked_roles AS (
    SELECT assumeNotNull(d.subject_id) AS subject, assumeNotNull(d.role) AS role, ifNull(d.asset_id, '') AS asset, max(at) AS revoked_at
    FROM steps
    WHERE event_type = 'ACCESS_REVOKED' AND d.subject_id IS NOT NULL AND d.role IS NOT NULL
    GROUP BY subject, role, asset
)
SELECT
    coalesce(toString(toUUIDOrNull(g.subject)), g.subject) AS subject_id,
    coalesce(toString(toUUIDOrNull(g.asset)), g.asset) AS asset_id,
    g.role AS role,
    g.granted_at AS granted_at,
    g.g.2 AS granted_by,
    g.g.3 AS event_ref
FROM grants AS g
LEFT JOIN revoked_grants AS r ON r.grant_id = g.g.1
LEFT JOIN revoked_roles AS o ON o.subject = g.subject AND o.role = g.role AND o.asset = g.asset
LEFT JOIN revoked_roles AS e ON e.subject = g.subject AND e.role = g.role AND e.asset = ''
WHERE NOT (r.grant_id != '' AND r.revoked_at >= g.granted_at)
    AND NOT (o.subject != '' AND o.revoked_at >= g.granted_at)
    AND NOT (e.subject != '' AND e.revoked_at >= g.granted_at)
