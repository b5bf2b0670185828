package io.verity.audit.report;

import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_CERTIFICATES;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_CLICKHOUSE_USER;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_USER;

import io.verity.audit.store.StoreException;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseAdvice;

/** Which variable of the job's to look at, where a server does not let it in. */
final class ServerAdvice {

  private static final ClickHouseAdvice CLICKHOUSE =
      new ClickHouseAdvice(
          REPORTER_CLICKHOUSE_URL.name(),
          REPORTER_CLICKHOUSE_CERTIFICATES.name(),
          REPORTER_CLICKHOUSE_USER.name(),
          REPORTER_CLICKHOUSE_PASSWORD + " or " + REPORTER_CLICKHOUSE_PASSWORD_FILE);

  private ServerAdvice() {}

  /** A message with its advice behind it, where there is any. */
  static String message(Throwable failure) {
    if (failure instanceof TrailStoreException) {
      return failure.getMessage() + CLICKHOUSE.on(failure);
    } else if (failure instanceof StoreException store) {
      return store.getMessage()
          + store.advice(
              REPORTER_DATABASE_URL.name(),
              REPORTER_DATABASE_USER.name(),
              REPORTER_DATABASE_PASSWORD + " or " + REPORTER_DATABASE_PASSWORD_FILE);
    }
    return failure.getMessage();
  }
}
