package io.verity.audit.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final IngestMetrics metrics = new IngestMetrics(registry);

  @Test
  void countsRowsByEventType() {
    metrics.written(Map.of("LOGIN", 3L, "LOGOUT", 2L));
    metrics.written(Map.of("LOGIN", 4L));
    assertThat(written()).isEqualTo(Map.of("LOGIN", 7.0, "LOGOUT", 2.0));
  }

  /** Labels are for ever: a producer that makes up types must not fill the memory. */
  @Test
  void afterAThousandEventTypesTheRestIsOther() {
    for (int i = 0; i < 1_500; i++) {
      metrics.written(Map.of("TYPE_" + i, 1L));
    }
    metrics.written(Map.of("TYPE_0", 1L, "TYPE_1400", 1L));
    assertThat(written())
        .hasSize(1_001)
        .containsEntry("TYPE_0", 2.0)
        .containsEntry("TYPE_999", 1.0)
        .doesNotContainKey("TYPE_1000")
        .containsEntry("other", 501.0);
  }

  @Test
  void theLagIsTheSumOverTheReadersOfThisProcess() {
    Object first = new Object();
    Object second = new Object();
    metrics.lag(first, 10);
    metrics.lag(second, 5);
    metrics.lag(first, 7);
    assertThat(lag()).isEqualTo(12);
    metrics.removeLag(first);
    assertThat(lag()).isEqualTo(5);
  }

  private Map<String, Double> written() {
    return ((CounterSnapshot) snapshot("audit_events_written"))
        .getDataPoints().stream()
            .collect(
                Collectors.toMap(
                    point -> point.getLabels().get("event_type"),
                    CounterDataPointSnapshot::getValue));
  }

  private double lag() {
    return ((GaugeSnapshot) snapshot("audit_consumer_lag")).getDataPoints().get(0).getValue();
  }

  private MetricSnapshot snapshot(String name) {
    return registry.scrape(name::equals).stream().findFirst().orElseThrow();
  }
}
