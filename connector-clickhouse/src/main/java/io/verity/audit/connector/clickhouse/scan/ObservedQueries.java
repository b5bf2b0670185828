package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.QueryObserver;
import io.verity.audit.connector.clickhouse.QueryRun;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/** Hands the queries of one reader to the observers that are installed. */
final class ObservedQueries {

  private final Relation relation;
  private final List<QueryObserver> observers;

  ObservedQueries(Relation relation, ClassLoader loader) {
    this.relation = relation;
    this.observers =
        ServiceLoader.load(QueryObserver.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
  }

  void ended(String sql, Duration duration, long rows, boolean succeeded) {
    QueryRun run = new QueryRun(relation.label(), relation.runId(), sql, duration, rows, succeeded);
    observers.forEach(observer -> observer.ended(run));
  }
}
