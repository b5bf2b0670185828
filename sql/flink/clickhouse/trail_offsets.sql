-- What the period's events cover of each Kafka partition. Between the first and the last offset may
-- stand events of other periods, dead letters and marks of transactions.
SELECT
    toInt64(kafka_partition) AS kafka_partition,
    toInt64(count()) AS events,
    toInt64(min(kafka_offset)) AS first_offset,
    toInt64(max(kafka_offset)) AS last_offset,
    min(timestamp) AS oldest,
    max(timestamp) AS newest,
    toInt64(uniqExact(batch_id)) AS batches
FROM audit
WHERE timestamp >= :start AND timestamp < :end
GROUP BY kafka_partition
