-- When each actor last logged in before the period's end.
SELECT toString(actor_id) AS actor_id, max(timestamp) AS last_login_at, argMax(ref, (timestamp, toString(event_id))) AS event_ref
FROM (
    SELECT actor_id, timestamp, event_id, concat('{"event_id":"', toString(event_id), '","event_type":', toJSONString(event_type), ',"timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","actor_id":"', toString(actor_id), '","actor_type":', toJSONString(actor_type), ',"resource_type":', toJSONString(resource_type), ',"resource_id":"', toString(resource_id), '","action":', toJSONString(action), ',"batch_id":"', toString(batch_id), '","kafka_partition":', toString(kafka_partition), ',"kafka_offset":', toString(kafka_offset), '}') AS ref
    FROM audit
    WHERE timestamp < :end AND event_type = 'LOGIN_SUCCEEDED'
)
GROUP BY actor_id
