package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.service.MetricsEndpoint;
import io.verity.audit.service.PortRange;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry is the JVM's, and other tests share it: what counts is the difference. */
class ReporterMetricsITCase {

  @TempDir private Path out;

  @Test
  void countsReportsQueriesAndFailures() throws Exception {
    SmallStack stack = SmallStack.get();
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_METRICS_PORT", Integer.toString(port));
    try (MetricsEndpoint.Lease endpoint =
        MetricsEndpoint.acquire(
            ReporterMetrics.shared().registry(), new PortRange(port, port), "test")) {
      String before = scrape(port);
      assertThat(types(before))
          .containsExactlyInAnyOrder(
              "reporter_errors_total counter",
              "reporter_generation_duration_seconds histogram",
              "reporter_query_duration_seconds histogram",
              "reporter_reports_generated_total counter");

      stack.report(environment, SmallStack.arguments("sox", null));
      String made = scrape(port);
      assertThat(
              delta(
                  before,
                  made,
                  "reporter_reports_generated_total{format=\"json\",framework=\"sox\"}"))
          .isEqualTo(1);
      assertThat(delta(before, made, "reporter_generation_duration_seconds_count")).isEqualTo(1);
      assertThat(delta(before, made, "reporter_generation_duration_seconds_sum")).isPositive();
      assertThat(delta(before, made, "reporter_query_duration_seconds_count")).isGreaterThan(10);
      assertThat(delta(before, made, "reporter_query_duration_seconds_sum")).isPositive();
      assertThat(delta(before, made, "reporter_errors_total")).isZero();

      environment.put("REPORTER_CLICKHOUSE_URL", "http://localhost:1");
      UUID runId = UUID.randomUUID();
      stack.failed(runId, ReportStack.run(environment, SmallStack.arguments("sox", runId)));
      String failed = scrape(port);
      assertThat(delta(made, failed, "reporter_errors_total")).isEqualTo(1);
      assertThat(delta(made, failed, "reporter_generation_duration_seconds_count")).isZero();
    }
  }

  private static String scrape(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static List<String> types(String text) {
    return text.lines()
        .filter(line -> line.startsWith("# TYPE reporter_"))
        .map(line -> line.substring("# TYPE ".length()))
        .toList();
  }

  private static double delta(String before, String after, String name) {
    return value(after, name) - value(before, name);
  }

  /** A labelled counter is not there until it counts. */
  private static double value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }
}
