package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.verity.audit.control.holds.HoldStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.TrailRetention;
import io.verity.audit.store.TrailTable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With the control plane's own account, on a stack in which no keeper runs. */
class DatabaseMetricsITCase {

  private static final HoldStack STACK = HoldStack.get();
  private static final String UNSEEN = "control_trail_hold_unseen_seconds";
  private static final double LONG = 3;

  @Test
  void aHoldIsUnseenUntilTheKeeperHasSeenEveryTablePaused() {
    TrailRetention read = new TrailRetention(STACK.control());
    assumeThat(read.isHeld()).as("another test's hold on the trail").isFalse();
    assertThat(number(UNSEEN)).isZero();
    UUID hold = STACK.standing("{\"trail\":true}");
    await().until(() -> number(UNSEEN) > LONG);
    try (Database database = new Database(STACK.access("operator"))) {
      TrailRetention keeper = new TrailRetention(database);
      seen(keeper, "verity_audit");
      assertThat(number(UNSEEN)).as("one table of two").isGreaterThan(LONG);
      seen(keeper, "verity_audit_rejected");
      assertThat(number(UNSEEN)).as("both tables").isPositive().isLessThan(LONG);
      STACK.release(hold);
      assertThat(number(UNSEEN)).isZero();
      for (String table : List.of("verity_audit", "verity_audit_rejected")) {
        keeper.decide(table, false, "", "keeper");
        keeper.seen(new TrailTable(table, false, "", null), "keeper");
      }
    }
  }

  @Test
  void failedReportsAreCounted() {
    assertThat(number("control_reports_failed_total")).isNotNegative();
  }

  @Test
  void thereIsNoNumberWithoutADatabase() {
    DatabaseAccess nowhere = new DatabaseAccess("postgresql://127.0.0.1:1/verity", "x", "x");
    try (Database database = new Database(nowhere)) {
      assertThat(points(database, UNSEEN)).isEmpty();
    }
  }

  private static void seen(TrailRetention keeper, String table) {
    keeper.decide(table, true, "timestamp + toIntervalDay(2555)", "keeper");
    keeper.seen(new TrailTable(table, true, "", null), "keeper");
  }

  private static double number(String name) {
    DataPointSnapshot point = points(STACK.control(), name).get(0);
    return point instanceof CounterDataPointSnapshot counter
        ? counter.getValue()
        : ((GaugeDataPointSnapshot) point).getValue();
  }

  private static List<? extends DataPointSnapshot> points(Database database, String name) {
    PrometheusRegistry registry = new PrometheusRegistry();
    DatabaseMetrics.register(registry, database);
    return registry.scrape().stream()
        .filter(metric -> name.startsWith(metric.getMetadata().getName()))
        .map(MetricSnapshot::getDataPoints)
        .findFirst()
        .orElseThrow();
  }
}
