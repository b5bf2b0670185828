package io.verity.audit.ingest;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_CERTIFICATES;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_URL;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_USER;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.format.InputFormats;
import io.verity.audit.ingest.sink.WritableFolder;
import io.verity.audit.ingest.source.AuditSource;
import io.verity.audit.ingest.source.KafkaLookupException;
import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.KafkaRefusal;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseAdvice;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at everything that the job needs, before it starts: a refusal is one clear line. */
final class Preflight {

  private static final ClickHouseAdvice ADVICE =
      new ClickHouseAdvice(
          AUDIT_CLICKHOUSE_URL.name(),
          AUDIT_CLICKHOUSE_CERTIFICATES.name(),
          AUDIT_CLICKHOUSE_USER.name(),
          AUDIT_CLICKHOUSE_PASSWORD + " or " + AUDIT_CLICKHOUSE_PASSWORD_FILE);

  private Preflight() {}

  static void check(IngestConfig config) {
    checkFormat(config);
    checkClickHouse(config);
    checkKafka(config);
  }

  /** On the machine of the JobManager; the TaskManagers look for themselves. */
  static void checkFolders(ReadableConfig flink, String spillFolder) {
    try {
      String checkpoints = flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
      if (checkpoints != null) {
        WritableFolder.require(new Path(checkpoints));
      }
      WritableFolder.require(new Path(spillFolder));
    } catch (IOException e) {
      throw new ConfigException("checkpoints: " + e.getMessage(), e);
    }
  }

  private static void checkFormat(IngestConfig config) {
    try {
      InputFormats.load().byName(config.eventFormat());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("AUDIT_EVENT_FORMAT: " + e.getMessage(), e);
    }
  }

  private static void checkClickHouse(IngestConfig config) {
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(config.clickHouse(), 1)) {
      store.checkSchema();
      store.insertsRunning();
      store.openIntents(new UUID(0, 0));
    } catch (TrailStoreException e) {
      boolean unanswered = e.code() == 0 && e.isRetryable();
      String advice = ADVICE.on(e);
      throw new ConfigException(
          "ClickHouse: "
              + e.getMessage()
              + (advice.isEmpty() && unanswered ? "; check " + AUDIT_CLICKHOUSE_URL : advice),
          e);
    }
  }

  private static void checkKafka(IngestConfig config) {
    List<String> topics = new ArrayList<>(config.topics());
    config.deadLetterTopic().ifPresent(topics::add);
    try (KafkaTopics kafka = new KafkaTopics(AuditSource.clientProperties(config))) {
      for (String topic : topics) {
        describe(config, kafka, topic);
      }
    } catch (KafkaException e) {
      throw refused(config, e);
    }
  }

  private static void describe(IngestConfig config, KafkaTopics kafka, String topic) {
    try {
      kafka.describe(List.of(topic));
    } catch (KafkaLookupException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ConfigException(
            "Kafka has no topic "
                + topic
                + ": create it, or name another in AUDIT_KAFKA_TOPICS or AUDIT_DLQ_TOPIC",
            e);
      }
      throw refused(config, e);
    }
  }

  /** Without its cause: what Kafka says of a malformed setting may show a password. */
  private static ConfigException refused(IngestConfig config, Exception e) {
    return new ConfigException(KafkaRefusal.line(config.kafka(), e));
  }
}
