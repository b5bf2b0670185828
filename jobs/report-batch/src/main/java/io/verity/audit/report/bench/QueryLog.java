package io.verity.audit.report.bench;

import io.verity.audit.connector.clickhouse.QueryObserver;
import io.verity.audit.connector.clickhouse.QueryRun;
import java.util.ArrayList;
import java.util.List;

/** What the connector asked of ClickHouse, while a benchmark wants to know. */
public final class QueryLog implements QueryObserver {

  private static List<QueryRun> runs;

  static synchronized void start() {
    runs = new ArrayList<>();
  }

  static synchronized List<QueryRun> stop() {
    List<QueryRun> seen = List.copyOf(runs);
    runs = null;
    return seen;
  }

  @Override
  public void ended(QueryRun run) {
    synchronized (QueryLog.class) {
      if (runs != null) {
        runs.add(run);
      }
    }
  }
}
