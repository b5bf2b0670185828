package io.verity.audit.ingest;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.format.InputFormats;
import io.verity.audit.ingest.source.AuditSource;
import io.verity.audit.ingest.source.KafkaLookupException;
import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.service.ConfigException;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at everything that the job needs, before it starts: a refusal is one clear line. */
final class Preflight {

  private static final int ACCESS_DENIED = 497;
  private static final int AUTHENTICATION_FAILED = 516;

  private Preflight() {}

  static void check(IngestConfig config) {
    checkFormat(config);
    checkClickHouse(config);
    checkKafka(config);
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
      String hint =
          switch (e.code()) {
            case AUTHENTICATION_FAILED ->
                "; check AUDIT_CLICKHOUSE_USER and AUDIT_CLICKHOUSE_PASSWORD";
            case ACCESS_DENIED -> "; the account needs the grants of sql/clickhouse/users.xml";
            case 0 -> e.isRetryable() ? "; check AUDIT_CLICKHOUSE_URL" : "";
            default -> "";
          };
      throw new ConfigException("ClickHouse: " + e.getMessage() + hint, e);
    }
  }

  private static void checkKafka(IngestConfig config) {
    List<String> topics = new ArrayList<>(config.topics());
    config.deadLetterTopic().ifPresent(topics::add);
    try (KafkaTopics kafka = new KafkaTopics(AuditSource.clientProperties(config))) {
      for (String topic : topics) {
        describe(kafka, topic);
      }
    } catch (KafkaException e) {
      throw new ConfigException(
          "Kafka at AUDIT_KAFKA_BOOTSTRAP " + config.kafkaBootstrap() + ": " + rootMessage(e), e);
    }
  }

  private static void describe(KafkaTopics kafka, String topic) {
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
      throw new ConfigException(
          "Kafka does not answer: " + e.getMessage() + "; check AUDIT_KAFKA_BOOTSTRAP", e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
