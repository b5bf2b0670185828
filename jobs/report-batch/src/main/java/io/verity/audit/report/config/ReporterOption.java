package io.verity.audit.report.config;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/** Every {@code REPORTER_} variable there is: the one place that knows their names and defaults. */
public enum ReporterOption implements EnvironmentOption {
  REPORTER_DATABASE_URL(null, "PostgreSQL connection string, postgresql://host:port/database"),
  REPORTER_DATABASE_USER("", "account that records report runs; empty: the URL's"),
  REPORTER_DATABASE_PASSWORD("", "its password"),
  REPORTER_DATABASE_PASSWORD_FILE("", "file that holds the password instead"),
  REPORTER_CLICKHOUSE_URL(null, "ClickHouse HTTP URL, http[s]://host:port"),
  REPORTER_CLICKHOUSE_USER("report_reader", "account that reads the trail and pins snapshots"),
  REPORTER_CLICKHOUSE_PASSWORD("", "its password"),
  REPORTER_CLICKHOUSE_PASSWORD_FILE("", "file that holds the password instead"),
  REPORTER_CLICKHOUSE_CERTIFICATES(
      "", "PEM file of authorities to trust for ClickHouse; empty: those of Java"),
  REPORTER_KAFKA_BOOTSTRAP(
      "", "Kafka, to see that ingest has caught up; empty: the report says it was not asked"),
  REPORTER_KAFKA_CONFIG_FILE(
      "", "properties file with Kafka's security.protocol, sasl.* and ssl.*; empty: plain text"),
  REPORTER_KAFKA_TOPICS("verity.audit.all", "topics that must be ingested, comma-separated"),
  REPORTER_INGEST_WAIT_SECONDS("60", "how long a report waits for ingest to catch up"),
  REPORTER_OUTPUT_DIR("/tmp/reports", "folder that finished reports are published in"),
  REPORTER_OBJECT_STORE(
      "",
      "object store that reports are locked in, s3://bucket[/prefix] or file:/folder; empty: none"),
  REPORTER_S3_ENDPOINT("", "S3 service of the object store; empty: Amazon's"),
  REPORTER_S3_REGION("us-east-1", "its region"),
  REPORTER_S3_ACCESS_KEY("", "its access key; empty: where the AWS SDK looks by itself"),
  REPORTER_S3_SECRET_KEY("", "its secret key"),
  REPORTER_S3_SECRET_KEY_FILE("", "file that holds the secret key instead"),
  REPORTER_S3_ENCRYPTION(
      "", "AES256, aws:kms or aws:kms:KEY-ID; empty: as the bucket encrypts by default"),
  REPORTER_RETENTION_DAYS("2557", "how long the object store keeps what it was given"),
  REPORTER_FRAMEWORKS_DIR("", "folder with frameworks of your own, beside those built in"),
  REPORTER_MAX_CONCURRENT("3", "reports made at a time"),
  REPORTER_PARALLELISM("", "parallel readers of the job; default: Flink's"),
  REPORTER_METRICS_PORT("", "port of the Prometheus endpoint, or a range; empty: none"),
  REPORTER_LOG_LEVEL("INFO", "log level");

  private final String defaultValue;
  private final String description;

  ReporterOption(String defaultValue, String description) {
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
