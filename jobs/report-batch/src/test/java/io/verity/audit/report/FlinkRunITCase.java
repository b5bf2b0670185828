package io.verity.audit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.FreePorts;
import io.verity.audit.store.Database;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar on a cluster that knows nothing but Flink, in each of the ways a job gets there.
 * All share one cluster, so that the last test sees what the earlier ones left behind.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlinkRunITCase {

  private static final String METRICS = "http://localhost:%d/metrics";
  private static final Pattern QUERIES =
      Pattern.compile("(?m)^reporter_query_duration_seconds_count [1-9]");
  private static final int METRICS_PORTS = 6;

  @TempDir private static Path work;
  private static int metricsPort;
  private static Map<String, String> environment;
  private static ReportCluster cluster;
  private static FlinkRest rest;

  @BeforeAll
  static void start() throws Exception {
    environment = ReportStack.get().environment(work.resolve("reports"));
    metricsPort = FreePorts.choose();
    environment.put("REPORTER_METRICS_PORT", metricsPort + "-" + (metricsPort + METRICS_PORTS - 1));
    cluster = ReportCluster.start(work.resolve("flink"), environment);
    rest = cluster.rest();
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void whoWaitsGetsTheReport() throws Exception {
    UUID run = UUID.randomUUID();
    String printed = flinkRun(environment, run, "gdpr");
    assertThat(printed).startsWith("0 ").contains("\"status\":\"COMPLETED\"");
    assertThat(find(run).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(work.resolve("reports"))
        .isDirectoryContaining(f -> f.toString().contains(run + ".pdf"));
  }

  @Test
  @Order(2)
  void aDetachedJobCompletesTheRunAlone() throws Exception {
    UUID run = UUID.randomUUID();
    String printed = flinkRun(environment, run, "pci_dss", "-d");
    assertThat(printed).startsWith("0 ").contains("\"status\":\"PROCESSING\"");
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(FlinkRunITCase::taskManagerServesMetrics);
    awaitCompleted(run);
  }

  /** Its client is gone by now, and with it that one's metrics. */
  private static boolean taskManagerServesMetrics() throws Exception {
    for (int port = metricsPort; port < metricsPort + METRICS_PORTS; port++) {
      try (InputStream page = URI.create(METRICS.formatted(port)).toURL().openStream()) {
        if (QUERIES.matcher(new String(page.readAllBytes(), UTF_8)).find()) {
          return true;
        }
      } catch (ConnectException e) {
        continue;
      }
    }
    return false;
  }

  @Test
  @Order(3)
  void aJarRunByRestCompletesTheRunAlone() throws Exception {
    UUID run = UUID.randomUUID();
    var answer = rest.runJar(ReportCluster.JAR, arguments(run, "pci_dss"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    awaitCompleted(run);
  }

  @Test
  @Order(4)
  void anAttemptOfTheQueueThatIsLaunchedTwiceIsOneJob() throws Exception {
    try (QueuedRuns queued = new QueuedRuns(ReportStack.get().servers())) {
      ReportRun run = queued.claimed("pci_dss", "2026-07", List.of("json"));
      String job = "00000000000000000000000000000abc";
      var other = CompletableFuture.supplyAsync(() -> launch(run, job));
      launch(run, job);
      other.get();
      assertThat(rest.jobs()).containsOnlyOnce(job);
      awaitCompleted(run.id());
      assertThat(find(run.id()).attempt()).isEqualTo(1);
    }
  }

  @Test
  @Order(4)
  void aDriverThatFailsInTheJobManagerMarksItsRun() throws Exception {
    try (QueuedRuns queued = new QueuedRuns(ReportStack.get().servers())) {
      ReportRun run = queued.claimed("pci_dss", "2020-05", List.of("json"));
      String job = "00000000000000000000000000000abd";
      var answer = rest.runJar(ReportCluster.JAR, attempt(run), job);
      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(find(run.id()).status()).isEqualTo(RunStatus.FAILED);
      assertThat(find(run.id()).error()).startsWith("the trail has no event from 2020-05-01");
    }
  }

  @Test
  @Order(4)
  void aRefusedJarRunLeavesTheJobManagerAlive() throws Exception {
    var answer = rest.runJar(ReportCluster.JAR, arguments(UUID.randomUUID(), "no_such"));
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(answer.body()).contains("ReportException: There is no framework no_such; there are");
    assertThat(rest.taskManagers()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void aFailedJobFailsTheRun() throws Exception {
    UUID run = UUID.randomUUID();
    Path occupied = Files.writeString(work.resolve("occupied"), "no folder");
    Map<String, String> elsewhere = new HashMap<>(environment);
    elsewhere.put("REPORTER_OUTPUT_DIR", occupied.toString());
    String printed = flinkRun(elsewhere, run, "pci_dss");
    assertThat(printed).startsWith("1 ").contains("\"status\":\"FAILED\"").doesNotContain("\tat ");
    assertThat(find(run).status()).isEqualTo(RunStatus.FAILED);
    assertThat(find(run).error()).contains(occupied.toString());
  }

  @Test
  @Order(6)
  void noPasswordIsSeen() throws Exception {
    StringBuilder seen = new StringBuilder(cluster.flink().logs());
    List<String> jobs = rest.jobs();
    assertThat(jobs).hasSizeGreaterThanOrEqualTo(4);
    for (String job : jobs) {
      for (String about : List.of("", "/plan", "/config", "/exceptions", "/jobmanager/config")) {
        seen.append(rest.get("/jobs/" + job + about));
      }
    }
    seen.append(rest.get("/jobmanager/config")).append(rest.get("/jobmanager/environment"));
    assertThat(seen).contains("pci_dss", "render and publish");
    for (String name : environment.keySet()) {
      if (name.endsWith("_PASSWORD")) {
        assertThat(seen).as(name).doesNotContain(environment.get(name));
      }
    }
  }

  private static String flinkRun(
      Map<String, String> environment, UUID run, String framework, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(ReportCluster.BUILT.toString());
    all.addAll(arguments(run, framework));
    return cluster.flink().run(environment, all.toArray(String[]::new));
  }

  private static List<String> arguments(UUID run, String framework) {
    return List.of(
        "--framework=" + framework, "--from=2026-07-01", "--to=2026-10-01", "--run-id=" + run);
  }

  private static List<String> attempt(ReportRun run) {
    return List.of("--run-id", run.id().toString(), "--attempt", "" + run.attempt());
  }

  /** Whether the driver came first or second: it is no failure of the run's. */
  private int launch(ReportRun run, String job) {
    try {
      return rest.runJar(ReportCluster.JAR, attempt(run), job).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitCompleted(UUID run) {
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () ->
                assertThat(find(run).status())
                    .as(find(run).error())
                    .isEqualTo(RunStatus.COMPLETED));
  }

  private static ReportRun find(UUID run) throws Exception {
    try (Database database = new Database(ReportStack.get().database())) {
      return new ReportRuns(database).find(run).orElseThrow();
    }
  }
}
