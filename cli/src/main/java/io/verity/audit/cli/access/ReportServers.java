package io.verity.audit.cli.access;

import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_USER;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_USER;
import static io.verity.audit.report.config.ReporterOption.REPORTER_KAFKA_BOOTSTRAP;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.Endpoints.Login;
import io.verity.audit.report.config.ReporterOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Points the report job to its servers: those that {@code REPORTER_} variables name, and for the
 * rest the stack that runs in the work folder.
 */
public final class ReportServers {

  private final Map<String, String> environment;
  private final Endpoints stack;
  private final Path work;

  /**
   * @param stack null where none runs
   */
  public ReportServers(Map<String, String> environment, Endpoints stack, Path work) {
    this.environment = environment;
    this.stack = stack;
    this.work = work;
  }

  /** What the environment does not say. */
  public Map<ReporterOption, String> settings() {
    Map<ReporterOption, String> settings = new EnumMap<>(ReporterOption.class);
    boolean ownClickHouse = isUnnamed(REPORTER_CLICKHOUSE_URL);
    if (ownClickHouse) {
      Login reader = known(of(REPORTER_CLICKHOUSE_URL).reader(), REPORTER_CLICKHOUSE_URL);
      settings.put(REPORTER_CLICKHOUSE_URL, stack.clickhouse());
      settings.put(REPORTER_CLICKHOUSE_USER, reader.user());
      settings.put(REPORTER_CLICKHOUSE_PASSWORD, reader.password());
      settings.put(REPORTER_CLICKHOUSE_PASSWORD_FILE, "");
    }
    if (isUnnamed(REPORTER_DATABASE_URL)) {
      Login reporter = known(of(REPORTER_DATABASE_URL).postgresReporter(), REPORTER_DATABASE_URL);
      settings.put(REPORTER_DATABASE_URL, stack.postgres());
      settings.put(REPORTER_DATABASE_USER, reporter.user());
      settings.put(REPORTER_DATABASE_PASSWORD, reporter.password());
      settings.put(REPORTER_DATABASE_PASSWORD_FILE, "");
    }
    if (ownClickHouse && isUnnamed(REPORTER_KAFKA_BOOTSTRAP)) {
      settings.put(REPORTER_KAFKA_BOOTSTRAP, stack.kafka());
    }
    return settings;
  }

  private boolean isUnnamed(ReporterOption option) {
    return environment.getOrDefault(option.name(), "").isBlank();
  }

  private Login known(Login login, ReporterOption missing) {
    if (login == null) {
      throw new CliException(
          "the stack in "
              + work
              + " has no account for reports: set "
              + missing
              + " and its account");
    }
    return login;
  }

  private Endpoints of(ReporterOption missing) {
    if (stack == null) {
      throw new CliException(
          "no running stack in " + work + ", and " + missing + " is not set: start ./verity up");
    }
    return stack;
  }
}
