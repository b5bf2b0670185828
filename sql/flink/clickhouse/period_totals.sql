-- The period in one row. Distinct counts cannot be pushed down from Flink SQL, so they are made here.
SELECT
    toInt64(count()) AS events,
    toInt64(uniqExact(actor_id)) AS actors,
    toInt64(uniqExact(resource_type, resource_id)) AS resources
FROM audit
WHERE timestamp >= :start AND timestamp < :end
