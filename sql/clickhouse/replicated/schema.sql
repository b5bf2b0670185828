-- The audit trail on a replicated ClickHouse cluster: the same tables, replicated. The macros {cluster},
-- {shard} and {replica} are the servers' own. Writers use insert_quorum=auto, insert_quorum_parallel=0 and
-- select_sequential_consistency=1: without them an empty read proves nothing. Run by `admin`.
-- Every statement may be run again: nothing that exists is changed.

CREATE DATABASE IF NOT EXISTS verity ON CLUSTER '{cluster}';

-- One row an audit event. The first ten columns are the event; the last four say where it came from.
-- A part is dropped only when every row of it has expired (ttl_only_drop_parts), so that a batch is
-- either whole, and its root can be recomputed, or gone.
CREATE TABLE IF NOT EXISTS verity.verity_audit ON CLUSTER '{cluster}'
(
    event_id UUID CODEC(ZSTD(3)),
    event_type LowCardinality(String) CODEC(ZSTD(3)),
    actor_id UUID CODEC(ZSTD(3)),
    actor_type LowCardinality(String) CODEC(ZSTD(3)),
    resource_type LowCardinality(String) CODEC(ZSTD(3)),
    resource_id UUID CODEC(ZSTD(3)),
    action LowCardinality(String) CODEC(ZSTD(3)),
    details String CODEC(ZSTD(3)),
    timestamp DateTime64(3, 'UTC') CODEC(ZSTD(3)),
    ingested_at DateTime64(3, 'UTC') CODEC(ZSTD(3)),
    batch_id UUID CODEC(ZSTD(3)),
    kafka_topic_id UUID CODEC(ZSTD(3)),
    kafka_partition UInt32 CODEC(ZSTD(3)),
    kafka_offset UInt64 CODEC(ZSTD(3)),
    INDEX kafka_offset_range kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')
PARTITION BY toYYYYMM(timestamp)
ORDER BY (timestamp, kafka_partition, kafka_offset)
TTL timestamp + INTERVAL 2555 DAY
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800, ttl_only_drop_parts = 1;

-- One row a Kafka record that is no audit event: why, and its bytes whole.
CREATE TABLE IF NOT EXISTS verity.verity_audit_rejected ON CLUSTER '{cluster}'
(
    kafka_topic_id UUID CODEC(ZSTD(3)),
    kafka_partition UInt32 CODEC(ZSTD(3)),
    kafka_offset UInt64 CODEC(ZSTD(3)),
    kafka_timestamp_ms Int64 CODEC(ZSTD(3)),
    reason String CODEC(ZSTD(3)),
    key Nullable(String) CODEC(ZSTD(3)),
    headers Array(Tuple(name String, value Nullable(String))) CODEC(ZSTD(3)),
    value Nullable(String) CODEC(ZSTD(3)),
    ingested_at DateTime64(3, 'UTC') CODEC(ZSTD(3)),
    batch_id UUID CODEC(ZSTD(3)),
    INDEX kafka_offset_range kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')
PARTITION BY toYYYYMM(ingested_at)
ORDER BY (ingested_at, kafka_partition, kafka_offset)
TTL ingested_at + INTERVAL 2555 DAY
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800, ttl_only_drop_parts = 1;

-- The ledger, append-only: what each batch holds, and the Merkle root that proves it. `intent` is
-- written before the rows, `committed` after them. entry_sha256 covers every other column of the row.
CREATE TABLE IF NOT EXISTS verity.verity_audit_batches ON CLUSTER '{cluster}'
(
    kind Enum8('intent' = 1, 'committed' = 2),
    batch_id UUID,
    table LowCardinality(String),
    table_partition UInt32,
    kafka_topic LowCardinality(String),
    kafka_topic_id UUID,
    rows UInt64,
    runs Array(Tuple(kind Enum8('rows' = 1, 'rejects' = 2, 'holes' = 3), partition UInt32, first UInt64, last UInt64)) CODEC(ZSTD(3)),
    min_timestamp DateTime64(3, 'UTC'),
    max_timestamp DateTime64(3, 'UTC'),
    sha256 String,
    schema_version UInt16,
    writer_version LowCardinality(String),
    job_id LowCardinality(String),
    checkpoint_id Int64,
    recovered UInt8,
    written_at DateTime64(3, 'UTC'),
    entry_sha256 String
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')
PARTITION BY toYYYYMM(written_at)
ORDER BY (table, table_partition, batch_id, kind)
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

-- The batches that a report was made from, pinned: written once by a run, read by every query of it.
CREATE TABLE IF NOT EXISTS verity.verity_report_snapshots
(
    run_id UUID,
    batch_id UUID,
    sha256 String
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')
ORDER BY (run_id, batch_id)
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
