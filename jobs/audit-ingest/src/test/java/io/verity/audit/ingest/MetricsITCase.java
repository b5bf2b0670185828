package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five metrics, by the names and types that dashboards are built on. */
class MetricsITCase {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path work;
  private TestTopic topic;
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    topic = TestTopic.create(TestStack.get(), 1);
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  /** The registry is the JVM's, and other tests share it: what counts is the difference. */
  @Test
  void countsWhatWasWrittenAndSurvivesARestart() throws Exception {
    try (IngestRun run = start()) {
      String before = scrape();
      assertThat(types(before))
          .containsExactlyInAnyOrder(
              "audit_batch_size histogram",
              "audit_consumer_lag gauge",
              "audit_errors_total counter",
              "audit_events_written_total counter",
              "audit_write_duration_seconds histogram");
      topic.sendEvents(250);
      Oracle.assertExactlyOnce(topic);
      awaitWritten(before, 250);
      String after = scrape();
      assertThat(value(after, "audit_batch_size_sum") - value(before, "audit_batch_size_sum"))
          .isEqualTo(250);
      double batches =
          value(after, "audit_batch_size_count") - value(before, "audit_batch_size_count");
      assertThat(batches).isEqualTo(topic.trail().batches());
      assertThat(
              value(after, "audit_write_duration_seconds_count")
                  - value(before, "audit_write_duration_seconds_count"))
          .isEqualTo(batches);
      assertThat(value(after, "audit_errors_total")).isEqualTo(value(before, "audit_errors_total"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> value(scrape(), "audit_consumer_lag") == 0);
      assertPromtoolFindsNothing(after);
    }
    try (IngestRun run = start()) {
      String before = scrape();
      topic.sendEvents(30);
      Oracle.assertExactlyOnce(topic);
      awaitWritten(before, 30);
      assertThat(written(scrape())).isGreaterThanOrEqualTo(280);
    }
  }

  private IngestRun start() throws Exception {
    return IngestRun.of(topic, work).with("AUDIT_METRICS_PORT", Integer.toString(port)).start();
  }

  /** The mark in the ledger, which the oracle waits for, comes a moment before the count. */
  private void awaitWritten(String before, int rows) {
    await().untilAsserted(() -> assertThat(written(scrape()) - written(before)).isEqualTo(rows));
  }

  private static double written(String text) {
    return text.contains("audit_events_written_total{")
        ? value(text, "audit_events_written_total{event_type=\"TEST_EVENT\"}")
        : 0;
  }

  private String scrape() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> HTTP.send(request, BodyHandlers.ofString()).body(), body -> !body.isEmpty());
  }

  private static List<String> types(String text) {
    return text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.substring("# TYPE ".length()))
        .toList();
  }

  private static double value(String text, String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static void assertPromtoolFindsNothing(String text) throws Exception {
    Path input = Files.writeString(Files.createTempFile("metrics", ".txt"), text);
    Path output = Files.createTempFile("promtool", ".txt");
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeThat(installed).as("promtool is on the PATH (package prometheus)").isTrue();
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(promtool.waitFor()).as(Files.readString(output)).isZero();
    assertThat(output).isEmptyFile();
  }
}
