package io.verity.audit.report.config;

import static io.verity.audit.report.config.ReporterOption.*;

import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.EnvironmentReader;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.service.PortRange;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job's configuration, typed and checked. Never printed: it holds passwords.
 *
 * @param kafka has no address where Kafka is not asked
 * @param objectStore empty where reports are files in the output folder
 * @param frameworksDir empty where only the built-in frameworks are wanted
 * @param parallelism 0 where Flink decides
 * @param metricsPorts null where there is no endpoint
 */
public record ReporterConfig(
    DatabaseAccess database,
    ClickHouseAccess clickHouse,
    KafkaAccess kafka,
    List<String> kafkaTopics,
    Duration ingestWait,
    String outputDir,
    ObjectStoreSettings objectStore,
    String frameworksDir,
    int maxConcurrent,
    int parallelism,
    PortRange metricsPorts,
    String logLevel)
    implements Serializable {

  /**
   * Reads the {@code REPORTER_} variables.
   *
   * @throws ConfigException naming the variable that is missing, malformed or unknown
   */
  public static ReporterConfig fromEnvironment(Map<String, String> environment) {
    EnvironmentReader env = new EnvironmentReader(environment);
    env.refuseUnknown(
        "REPORTER_", ReporterOption.values(), "report-batch; see ./verity report --help");
    return new ReporterConfig(
        database(env),
        new ClickHouseAccess(
            env.httpUrl(REPORTER_CLICKHOUSE_URL),
            env.text(REPORTER_CLICKHOUSE_USER),
            env.secret(REPORTER_CLICKHOUSE_PASSWORD, REPORTER_CLICKHOUSE_PASSWORD_FILE),
            env.certificates(REPORTER_CLICKHOUSE_CERTIFICATES, REPORTER_CLICKHOUSE_URL)),
        env.kafka(REPORTER_KAFKA_BOOTSTRAP, REPORTER_KAFKA_CONFIG_FILE),
        env.list(REPORTER_KAFKA_TOPICS),
        env.seconds(REPORTER_INGEST_WAIT_SECONDS, 0, 86_400),
        env.text(REPORTER_OUTPUT_DIR),
        objectStore(env),
        env.optional(REPORTER_FRAMEWORKS_DIR).orElse(""),
        (int) env.number(REPORTER_MAX_CONCURRENT, 1, 1_000),
        env.optional(REPORTER_PARALLELISM).isPresent()
            ? (int) env.number(REPORTER_PARALLELISM, 1, 1_024)
            : 0,
        env.optional(REPORTER_METRICS_PORT).isPresent() ? env.ports(REPORTER_METRICS_PORT) : null,
        env.logLevel(REPORTER_LOG_LEVEL));
  }

  public Optional<PortRange> metrics() {
    return Optional.ofNullable(metricsPorts);
  }

  public Path output() {
    return Path.of(outputDir);
  }

  @Override
  public String toString() {
    return "ReporterConfig[" + database + ", " + clickHouse + "]";
  }

  private static ObjectStoreSettings objectStore(EnvironmentReader env) {
    return new ObjectStoreSettings(
        env.optional(REPORTER_OBJECT_STORE).orElse(""),
        env.optional(REPORTER_S3_ENDPOINT).orElse(""),
        env.text(REPORTER_S3_REGION),
        env.optional(REPORTER_S3_ACCESS_KEY).orElse(""),
        env.secret(REPORTER_S3_SECRET_KEY, REPORTER_S3_SECRET_KEY_FILE),
        env.optional(REPORTER_S3_ENCRYPTION).orElse(""),
        Duration.ofDays(env.number(REPORTER_RETENTION_DAYS, 1, 36_500)));
  }

  private static DatabaseAccess database(EnvironmentReader env) {
    try {
      return new DatabaseAccess(
          env.text(REPORTER_DATABASE_URL),
          env.optional(REPORTER_DATABASE_USER).orElse(""),
          env.secret(REPORTER_DATABASE_PASSWORD, REPORTER_DATABASE_PASSWORD_FILE));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(REPORTER_DATABASE_URL + ": " + e.getMessage(), e);
    }
  }
}
