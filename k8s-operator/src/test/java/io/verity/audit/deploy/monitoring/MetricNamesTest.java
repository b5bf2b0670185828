package io.verity.audit.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An alert on a metric that nobody serves is silent for ever, and a panel empty. */
class MetricNamesTest {

  private static final Set<String> KNOWN = known();

  @Test
  void alertsAreOnMetricsThatThereAre() {
    for (JsonNode alert : Monitoring.alerts()) {
      assertThat(KNOWN)
          .as(alert.path("alert").asText())
          .containsAll(PromQl.metrics(alert.path("expr").asText()));
    }
  }

  @Test
  void panelsAreOnMetricsThatThereAre() {
    for (JsonNode panel : Monitoring.panels()) {
      for (JsonNode target : panel.path("targets")) {
        assertThat(KNOWN)
            .as(panel.path("title").asText())
            .containsAll(PromQl.metrics(target.path("expr").asText()));
      }
    }
  }

  @Test
  void everyMetricOfOursIsOnTheDashboard() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (JsonNode panel : Monitoring.panels()) {
      panel
          .path("targets")
          .forEach(target -> shown.addAll(PromQl.metrics(target.path("expr").asText())));
    }
    Set<String> own = new TreeSet<>(KnownMetrics.own());
    own.removeIf(name -> name.endsWith("_count") || name.endsWith("_sum"));
    own.remove("audit_batch_size_bucket");
    assertThat(shown).containsAll(own);
  }

  @Test
  void theTestSeriesAreOfMetricsThatThereAre() {
    for (JsonNode series : Monitoring.read(Monitoring.ALERTS_TEST).findValues("series")) {
      assertThat(KNOWN).contains(series.asText().replaceAll("\\{.*", ""));
    }
  }

  @Test
  void metricsAreFoundInExpressions() {
    assertThat(
            PromQl.metrics(
                "histogram_quantile(0.9, sum by (le) (rate(a_bucket{x=~\"b|c\"}[5m]))) > 1e6"
                    + " and on (instance) max(b) offset 10m unless c_total"))
        .containsExactlyInAnyOrder("a_bucket", "b", "c_total");
  }

  private static Set<String> known() {
    try {
      return KnownMetrics.all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
