package io.verity.audit.report.metrics;

import io.verity.audit.connector.clickhouse.QueryObserver;
import io.verity.audit.connector.clickhouse.QueryRun;

/** Takes the time of every ClickHouse query that gave its last row. */
public final class QueryTimes implements QueryObserver {

  @Override
  public void ended(QueryRun run) {
    if (run.succeeded()) {
      ReporterMetrics.shared().queried(run.duration().toNanos());
    }
  }
}
