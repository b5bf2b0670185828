package io.verity.audit.ingest.config;

import static io.verity.audit.ingest.config.IngestOption.*;

import io.verity.audit.service.ConfigException;
import io.verity.audit.service.EnvironmentReader;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.service.PortRange;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job's configuration, typed and checked. Never printed: it holds a password. */
public final class IngestConfig implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What to do about offsets that Kafka's retention removed before they were read. */
  public enum LostOffsets {
    /** Refuse to start: somebody has to know. */
    FAIL,
    /** Go on after them; {@code verify} reports the gap for ever. */
    RECORD
  }

  private final KafkaAccess kafka;
  private final List<String> topics;
  private final String consumerGroup;
  private final String eventFormat;
  private final String deadLetterTopic;
  private final ClickHouseAccess clickHouse;
  private final int batchSize;
  private final long batchBytes;
  private final Duration flushInterval;
  private final Duration checkpointInterval;
  private final String checkpointDir;
  private final String spillDir;
  private final int spillThreshold;
  private final int parallelism;
  private final long maxIntakeBytes;
  private final long writerMemory;
  private final int insertConnections;
  private final Duration insertTimeout;
  private final Duration commitTimeout;
  private final LostOffsets lostOffsets;
  private final PortRange metricsPorts;
  private final String logLevel;

  private IngestConfig(EnvironmentReader env) {
    env.text(AUDIT_KAFKA_BOOTSTRAP);
    kafka = env.kafka(AUDIT_KAFKA_BOOTSTRAP, AUDIT_KAFKA_CONFIG_FILE);
    topics = env.list(AUDIT_KAFKA_TOPICS);
    consumerGroup = env.text(AUDIT_CONSUMER_GROUP);
    eventFormat = env.text(AUDIT_EVENT_FORMAT);
    deadLetterTopic = env.optional(AUDIT_DLQ_TOPIC).orElse("");
    clickHouse =
        new ClickHouseAccess(
            env.httpUrl(AUDIT_CLICKHOUSE_URL),
            env.text(AUDIT_CLICKHOUSE_USER),
            env.secret(AUDIT_CLICKHOUSE_PASSWORD, AUDIT_CLICKHOUSE_PASSWORD_FILE),
            env.certificates(AUDIT_CLICKHOUSE_CERTIFICATES, AUDIT_CLICKHOUSE_URL));
    batchSize = (int) env.number(AUDIT_BATCH_SIZE, 1, 1_000_000);
    batchBytes = env.number(AUDIT_BATCH_BYTES, 1 << 16, 1 << 28);
    flushInterval = env.seconds(AUDIT_FLUSH_INTERVAL_SECONDS, 1, 3600);
    checkpointInterval =
        env.optional(AUDIT_CHECKPOINT_INTERVAL_SECONDS).isPresent()
            ? env.seconds(AUDIT_CHECKPOINT_INTERVAL_SECONDS, 1, 3600)
            : flushInterval;
    checkpointDir = env.optional(AUDIT_CHECKPOINT_DIR).orElse(null);
    spillDir = env.optional(AUDIT_SPILL_DIR).orElse(null);
    spillThreshold = (int) env.number(AUDIT_SPILL_THRESHOLD_BYTES, 0, 1 << 20);
    parallelism =
        env.optional(AUDIT_PARALLELISM).isPresent()
            ? (int) env.number(AUDIT_PARALLELISM, 1, 1024)
            : 0;
    maxIntakeBytes = env.number(AUDIT_MAX_INTAKE_BYTES, 1 << 20, 1L << 40);
    writerMemory = env.number(AUDIT_WRITER_MEMORY_BYTES, 1 << 20, 1L << 36);
    insertConnections = (int) env.number(AUDIT_INSERT_CONNECTIONS, 1, 64);
    insertTimeout = env.seconds(AUDIT_INSERT_TIMEOUT_SECONDS, 1, 600);
    commitTimeout = env.seconds(AUDIT_COMMIT_TIMEOUT_SECONDS, 1, 7 * 86_400);
    lostOffsets = env.choice(AUDIT_LOST_OFFSETS, LostOffsets.class);
    metricsPorts = env.ports(AUDIT_METRICS_PORT);
    logLevel = env.logLevel(AUDIT_LOG_LEVEL);
  }

  /**
   * Reads the {@code AUDIT_} variables.
   *
   * @throws ConfigException naming the variable that is missing, malformed or unknown
   */
  public static IngestConfig fromEnvironment(Map<String, String> environment) {
    EnvironmentReader reader = new EnvironmentReader(environment);
    reader.refuseUnknown(
        "AUDIT_", IngestOption.values(), "audit-ingest; see ./verity ingest --help");
    return new IngestConfig(reader);
  }

  public KafkaAccess kafka() {
    return kafka;
  }

  public List<String> topics() {
    return topics;
  }

  public String consumerGroup() {
    return consumerGroup;
  }

  public String eventFormat() {
    return eventFormat;
  }

  /** Empty where no dead-letter topic is wanted. */
  public Optional<String> deadLetterTopic() {
    return deadLetterTopic.isEmpty() ? Optional.empty() : Optional.of(deadLetterTopic);
  }

  public ClickHouseAccess clickHouse() {
    return clickHouse;
  }

  public int batchSize() {
    return batchSize;
  }

  public long batchBytes() {
    return batchBytes;
  }

  public Duration flushInterval() {
    return flushInterval;
  }

  public Duration checkpointInterval() {
    return checkpointInterval;
  }

  public Optional<String> checkpointDir() {
    return Optional.ofNullable(checkpointDir);
  }

  public Optional<String> spillDir() {
    return Optional.ofNullable(spillDir);
  }

  public int spillThreshold() {
    return spillThreshold;
  }

  /** Empty where Flink decides. */
  public Optional<Integer> parallelism() {
    return parallelism == 0 ? Optional.empty() : Optional.of(parallelism);
  }

  public long maxIntakeBytes() {
    return maxIntakeBytes;
  }

  public long writerMemory() {
    return writerMemory;
  }

  public int insertConnections() {
    return insertConnections;
  }

  public Duration insertTimeout() {
    return insertTimeout;
  }

  public Duration commitTimeout() {
    return commitTimeout;
  }

  public LostOffsets lostOffsets() {
    return lostOffsets;
  }

  public PortRange metricsPorts() {
    return metricsPorts;
  }

  public String logLevel() {
    return logLevel;
  }
}
