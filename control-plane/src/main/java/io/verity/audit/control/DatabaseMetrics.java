package io.verity.audit.control;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.store.Database;
import io.verity.audit.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.OptionalDouble;

/**
 * What only the database knows, though somebody has to be told: reports that failed, whichever
 * process made them, and a keeper of holds that does not do its work and has no port of its own.
 */
final class DatabaseMetrics {

  private static final String FAILED =
      "SELECT count(*) FROM report_runs WHERE status = 'FAILED' AND max_attempts IS NOT NULL"
          + " AND cancel_requested_by IS NULL";

  private static final String UNSEEN =
      "SELECT coalesce(max(extract(epoch FROM"
          + " clock_timestamp() - greatest(hold.since, kept.checked_at))), 0)"
          + " FROM (SELECT min(active_at) AS since FROM legal_holds WHERE status IN ('active',"
          + " 'release_requested') AND scope @> '{\"trail\": true}') hold"
          + " CROSS JOIN (VALUES ('verity_audit'), ('verity_audit_rejected')) trail (name)"
          + " LEFT JOIN trail_retention kept ON kept.table_name = trail.name AND kept.paused"
          + " WHERE hold.since IS NOT NULL";

  private DatabaseMetrics() {}

  static void register(PrometheusRegistry registry, Database database) {
    CounterWithCallback.builder()
        .name("control_reports_failed_total")
        .help("Reports that failed for good, cancelled ones left out")
        .callback(callback -> number(database, FAILED).ifPresent(callback::call))
        .register(registry);
    GaugeWithCallback.builder()
        .name("control_trail_hold_unseen_seconds")
        .help("For how long a hold on the trail was not seen carried out; 0 where none stands")
        .callback(callback -> number(database, UNSEEN).ifPresent(callback::call))
        .register(registry);
  }

  /** Empty while the database does not answer: no number is better than a wrong one. */
  private static OptionalDouble number(Database database, String sql) {
    try {
      return database.connection(
          connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
              row.next();
              return OptionalDouble.of(row.getDouble(1));
            }
          });
    } catch (StoreException e) {
      return OptionalDouble.empty();
    }
  }
}
