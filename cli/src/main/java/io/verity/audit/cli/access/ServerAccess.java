package io.verity.audit.cli.access;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_CERTIFICATES;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_URL;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_USER;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_BOOTSTRAP;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_CONFIG_FILE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_TOPICS;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_USER;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.Endpoints.Login;
import io.verity.audit.service.EnvironmentOption;
import io.verity.audit.service.EnvironmentReader;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the servers are: what the environment names, and for the rest the stack that runs in the
 * work folder.
 */
public final class ServerAccess {

  private final Path work;
  private final Map<String, String> environment;
  private final Optional<Endpoints> endpoints;

  public ServerAccess(Path work, Map<String, String> environment) {
    this.work = work;
    this.environment = environment;
    this.endpoints = Endpoints.find(work);
  }

  public Optional<Endpoints> endpoints() {
    return endpoints;
  }

  public String kafka() {
    return named(AUDIT_KAFKA_BOOTSTRAP).orElseGet(() -> running(AUDIT_KAFKA_BOOTSTRAP).kafka());
  }

  /** To send to it; a file with TLS and a login counts for a Kafka that is named as well. */
  public KafkaAccess kafkaAccess() {
    return named(AUDIT_KAFKA_BOOTSTRAP).isEmpty()
        ? KafkaAccess.plain(kafka())
        : new EnvironmentReader(environment).kafka(AUDIT_KAFKA_BOOTSTRAP, AUDIT_KAFKA_CONFIG_FILE);
  }

  public String topic() {
    return named(AUDIT_KAFKA_TOPICS)
        .or(AUDIT_KAFKA_TOPICS::defaultValue)
        .orElseThrow()
        .split(",")[0]
        .strip();
  }

  /** To read the trail; the stack's auditor unless the environment names another account. */
  public ClickHouseAccess clickHouse() {
    Optional<String> url = named(AUDIT_CLICKHOUSE_URL);
    if (url.isPresent() || named(AUDIT_CLICKHOUSE_USER).isPresent()) {
      return new ClickHouseAccess(
          url.orElseGet(() -> running(AUDIT_CLICKHOUSE_URL).clickhouse()),
          named(AUDIT_CLICKHOUSE_USER).or(AUDIT_CLICKHOUSE_USER::defaultValue).orElseThrow(),
          secret(AUDIT_CLICKHOUSE_PASSWORD, AUDIT_CLICKHOUSE_PASSWORD_FILE),
          new EnvironmentReader(environment)
              .certificates(AUDIT_CLICKHOUSE_CERTIFICATES, AUDIT_CLICKHOUSE_URL));
    }
    Endpoints stack = running(AUDIT_CLICKHOUSE_URL);
    Login login = stack.auditor() == null ? stack.writer() : stack.auditor();
    if (login == null) {
      throw new CliException(
          Endpoints.fileIn(work)
              + " names no account that may read: set "
              + AUDIT_CLICKHOUSE_USER
              + " and "
              + AUDIT_CLICKHOUSE_PASSWORD);
    }
    return new ClickHouseAccess(stack.clickhouse(), login.user(), login.password());
  }

  /**
   * To import reference data; the stack's importer unless the environment names another account.
   */
  public DatabaseAccess importer() {
    Optional<String> url = named(REPORTER_DATABASE_URL);
    Optional<String> user = named(REPORTER_DATABASE_USER);
    if (url.isEmpty() && user.isEmpty()) {
      Endpoints stack = running(REPORTER_DATABASE_URL);
      Login login = stack.postgresImporter();
      if (stack.postgres() == null || login == null) {
        throw new CliException(
            Endpoints.fileIn(work)
                + " names no PostgreSQL account that may import: set "
                + REPORTER_DATABASE_URL
                + ", "
                + REPORTER_DATABASE_USER
                + " and "
                + REPORTER_DATABASE_PASSWORD);
      }
      return new DatabaseAccess(stack.postgres(), login.user(), login.password());
    }
    try {
      return new DatabaseAccess(
          url.orElseGet(() -> running(REPORTER_DATABASE_URL).postgres()),
          user.orElse(null),
          secret(REPORTER_DATABASE_PASSWORD, REPORTER_DATABASE_PASSWORD_FILE));
    } catch (IllegalArgumentException e) {
      throw new CliException(REPORTER_DATABASE_URL + ": " + e.getMessage(), e);
    }
  }

  /** Whether the environment names this, and not with nothing. */
  public Optional<String> named(EnvironmentOption option) {
    return Optional.ofNullable(environment.get(option.name()))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private String secret(EnvironmentOption value, EnvironmentOption inFile) {
    Optional<String> file = named(inFile);
    if (file.isEmpty()) {
      return environment.getOrDefault(value.name(), "");
    }
    try {
      return Files.readString(Path.of(file.get())).stripTrailing();
    } catch (IOException e) {
      throw new CliException(inFile + " names a file that can't be read: " + file.get(), e);
    }
  }

  private Endpoints running(EnvironmentOption instead) {
    return endpoints.orElseThrow(
        () ->
            new CliException(
                "no running stack in "
                    + work
                    + " ("
                    + (Files.exists(Endpoints.fileIn(work))
                        ? "its endpoints.json is left over from one that is gone"
                        : "no endpoints.json")
                    + "): start one with ./verity up --work "
                    + work
                    + ", or set "
                    + instead));
  }
}
