package io.verity.audit.ingest.config;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/** Every {@code AUDIT_} variable there is: the one place that knows their names and defaults. */
public enum IngestOption implements EnvironmentOption {
  AUDIT_KAFKA_BOOTSTRAP(null, "Kafka bootstrap servers, host:port[,host:port...]"),
  AUDIT_KAFKA_CONFIG_FILE(
      "", "properties file with Kafka's security.protocol, sasl.* and ssl.*; empty: plain text"),
  AUDIT_CLICKHOUSE_URL(null, "ClickHouse HTTP URL, http[s]://host:port"),
  AUDIT_CLICKHOUSE_USER("audit_writer", "account that writes: INSERT and SELECT on the trail"),
  AUDIT_CLICKHOUSE_PASSWORD("", "its password"),
  AUDIT_CLICKHOUSE_PASSWORD_FILE("", "file that holds the password instead"),
  AUDIT_CLICKHOUSE_CERTIFICATES(
      "", "PEM file of authorities to trust for ClickHouse; empty: those of Java"),
  AUDIT_KAFKA_TOPICS("verity.audit.all", "topics to read, comma-separated"),
  AUDIT_CONSUMER_GROUP("verity-audit-writer", "Kafka consumer group ID"),
  AUDIT_EVENT_FORMAT("verity", "format of records without the header verity-format"),
  AUDIT_DLQ_TOPIC("verity.audit.dlq", "topic that rejected records are copied to; empty: none"),
  AUDIT_BATCH_SIZE("500", "events per ClickHouse INSERT"),
  AUDIT_BATCH_BYTES("33554432", "bytes at which a batch is closed before it is full"),
  AUDIT_FLUSH_INTERVAL_SECONDS("5", "max seconds before a partial batch is flushed"),
  AUDIT_CHECKPOINT_INTERVAL_SECONDS("", "checkpoint interval; default: the flush interval"),
  AUDIT_CHECKPOINT_DIR("", "URI for checkpoints; default: Flink's execution.checkpointing.dir"),
  AUDIT_SPILL_DIR("", "URI for closed batches; default: verity-spill in the checkpoint folder"),
  AUDIT_SPILL_THRESHOLD_BYTES("16384", "compressed batches above this are spilled"),
  AUDIT_PARALLELISM("", "parallel readers and writers; default: Flink's"),
  AUDIT_MAX_INTAKE_BYTES("1073741824", "bytes read but not yet committed at which intake stops"),
  AUDIT_WRITER_MEMORY_BYTES("67108864", "bytes of open batches, all writers of a job together"),
  AUDIT_INSERT_CONNECTIONS("4", "INSERTs in flight per committer"),
  AUDIT_INSERT_TIMEOUT_SECONDS("30", "execution limit of one INSERT"),
  AUDIT_COMMIT_TIMEOUT_SECONDS("21600", "how long a commit waits for ClickHouse before it fails"),
  AUDIT_LOST_OFFSETS(
      "fail", "offsets Kafka removed before they were read: fail, or record the gap"),
  AUDIT_METRICS_PORT("9249", "port of the Prometheus endpoint, or a range such as 9249-9259"),
  AUDIT_LOG_LEVEL("INFO", "log level");

  private final String defaultValue;
  private final String description;

  IngestOption(String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  @Override
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  @Override
  public String description() {
    return description;
  }
}
