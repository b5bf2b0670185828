package io.verity.audit.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and defaults are what deployments are built on: none changes unnoticed. */
class IngestOptionTest {

  @Test
  void namesAndDefaults() {
    List<String> options =
        Arrays.stream(IngestOption.values())
            .map(option -> option.name() + "=" + option.defaultValue().orElse("(required)"))
            .toList();
    assertThat(options)
        .containsExactly(
            "AUDIT_KAFKA_BOOTSTRAP=(required)",
            "AUDIT_KAFKA_CONFIG_FILE=",
            "AUDIT_CLICKHOUSE_URL=(required)",
            "AUDIT_CLICKHOUSE_USER=audit_writer",
            "AUDIT_CLICKHOUSE_PASSWORD=",
            "AUDIT_CLICKHOUSE_PASSWORD_FILE=",
            "AUDIT_CLICKHOUSE_CERTIFICATES=",
            "AUDIT_KAFKA_TOPICS=verity.audit.all",
            "AUDIT_CONSUMER_GROUP=verity-audit-writer",
            "AUDIT_EVENT_FORMAT=verity",
            "AUDIT_DLQ_TOPIC=verity.audit.dlq",
            "AUDIT_BATCH_SIZE=500",
            "AUDIT_BATCH_BYTES=33554432",
            "AUDIT_FLUSH_INTERVAL_SECONDS=5",
            "AUDIT_CHECKPOINT_INTERVAL_SECONDS=",
            "AUDIT_CHECKPOINT_DIR=",
            "AUDIT_SPILL_DIR=",
            "AUDIT_SPILL_THRESHOLD_BYTES=16384",
            "AUDIT_PARALLELISM=",
            "AUDIT_MAX_INTAKE_BYTES=1073741824",
            "AUDIT_WRITER_MEMORY_BYTES=67108864",
            "AUDIT_INSERT_CONNECTIONS=4",
            "AUDIT_INSERT_TIMEOUT_SECONDS=30",
            "AUDIT_COMMIT_TIMEOUT_SECONDS=21600",
            "AUDIT_LOST_OFFSETS=fail",
            "AUDIT_METRICS_PORT=9249",
            "AUDIT_LOG_LEVEL=INFO");
  }

  @Test
  void everyOptionSaysWhatItIs() {
    assertThat(IngestOption.values()).allSatisfy(o -> assertThat(o.description()).isNotBlank());
  }
}
