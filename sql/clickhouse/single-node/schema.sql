-- The audit trail on one ClickHouse server. Run by an account that may create tables (`admin`).
-- Every statement may be run again: nothing that exists is changed.

CREATE DATABASE IF NOT EXISTS verity;

-- One row an audit event. The first ten columns are the event; the last four say where it came from.
-- A part is dropped only when every row of it has expired (ttl_only_drop_parts), so that a batch is
-- either whole, and its root can be recomputed, or gone.
CREATE TABLE IF NOT EXISTS verity.verity_audit
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (timestamp, kafka_partition, kafka_offset)
TTL timestamp + INTERVAL 2555 DAY
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

-- One row a Kafka record that is no audit event: why, and its bytes whole.
CREATE TABLE IF NOT EXISTS verity.verity_audit_rejected
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(ingested_at)
ORDER BY (ingested_at, kafka_partition, kafka_offset)
TTL ingested_at + INTERVAL 2555 DAY
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

-- The ledger, append-only: what each batch holds, and the Merkle root that proves it. `intent` is
-- written before the rows, `committed` after them. entry_sha256 covers every other column of the row.
CREATE TABLE IF NOT EXISTS verity.verity_audit_batches
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(written_at)
ORDER BY (table, table_partition, batch_id, kind)
SETTINGS non_replicated_deduplication_window = 10000;

-- The batches that a report was made from, pinned: written once by a run, read by every query of it.
CREATE TABLE IF NOT EXISTS verity.verity_report_snapshots
(
    run_id UUID,
    batch_id UUID,
    sha256 String
)
ENGINE = MergeTree
ORDER BY (run_id, batch_id)
SETTINGS non_replicated_deduplication_window = 10000;
