package io.verity.audit.control;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.store.Database;
import io.verity.audit.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** How many runs wait and how many are being made, over all replicas, as the database says it. */
final class QueueMetrics {

  private static final String COUNTS =
      "SELECT count(*) FILTER (WHERE status = 'PENDING'),"
          + " count(*) FILTER (WHERE status = 'PROCESSING'),"
          + " coalesce(extract(epoch FROM clock_timestamp() - min(requested_at)"
          + " FILTER (WHERE status = 'PENDING')), 0)"
          + " FROM report_runs WHERE status IN ('PENDING', 'PROCESSING')"
          + " AND max_attempts IS NOT NULL";

  private QueueMetrics() {}

  static void register(PrometheusRegistry registry, Database database) {
    gauge(registry, database, 0, "control_queue_depth", "Reports that wait to be made");
    gauge(registry, database, 1, "control_queue_processing", "Reports that are being made");
    gauge(
        registry,
        database,
        2,
        "control_queue_oldest_seconds",
        "How long the report that waits the longest has waited; 0 where none does");
  }

  private static void gauge(
      PrometheusRegistry registry, Database database, int index, String name, String help) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> {
              List<Double> counts = counts(database);
              if (!counts.isEmpty()) {
                callback.call(counts.get(index));
              }
            })
        .register(registry);
  }

  /** Empty while the database does not answer: no number is better than a wrong one. */
  private static List<Double> counts(Database database) {
    try {
      return database.connection(
          connection -> {
            try (PreparedStatement select = connection.prepareStatement(COUNTS);
                ResultSet row = select.executeQuery()) {
              row.next();
              List<Double> counts = new ArrayList<>();
              for (int i = 1; i <= 3; i++) {
                counts.add(row.getDouble(i));
              }
              return counts;
            }
          });
    } catch (StoreException e) {
      return List.of();
    }
  }
}
