package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.verity.audit.stack.FreePorts;
import io.verity.audit.stack.flink.SessionCluster;
import io.verity.audit.stack.flink.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job as it is shipped on a cluster of processes, with the configuration that is shipped,
 * driven by REST as the Kubernetes operator does, while producers go on: whatever is done to it,
 * nothing is lost and nothing doubled. The tests share a topic, so that each also starts without
 * the state of the one before.
 */
class StandaloneClusterITCase {

  private static final Path JAR = Path.of("target", "audit-ingest-job.jar");
  private static final String OLD = "audit-ingest-old.jar";

  @TempDir static Path shared;

  private static final int METRICS_PORTS = 10;

  private static int firstMetricsPort;
  private static TestTopic topic;
  private static Trail trail;
  private static ZooKeeperServer zooKeeper;
  private static SessionCluster cluster;
  private static FlinkRest flink;

  private String job;

  @BeforeAll
  static void start() throws Exception {
    topic = TestTopic.create(TestStack.get(), 4);
    trail = topic.trail();
    zooKeeper = new ZooKeeperServer(shared.resolve("zookeeper"));
    Path folder = Files.createDirectory(shared.resolve("flink"));
    Map<String, String> environment = environment();
    cluster = new SessionCluster(folder, "256m", settings(), environment);
    cluster.startTaskManager(Map.of());
    cluster.startTaskManager(Map.of());
    flink = new FlinkRest(cluster.rest());
    flink.awaitTaskManagers(3);
    Files.copy(JAR, Files.createDirectories(cluster.jarFolder()).resolve(OLD));
  }

  private static Map<String, String> environment() {
    Map<String, String> environment =
        new HashMap<>(IngestRun.of(topic, shared.resolve("checkpoints")).environment());
    environment.remove("AUDIT_PARALLELISM");
    firstMetricsPort = FreePorts.choose();
    int last = firstMetricsPort + METRICS_PORTS - 1;
    environment.put("AUDIT_METRICS_PORT", firstMetricsPort + "-" + last);
    return environment;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(FlinkRunITCase.MEMORY);
    settings.put("jobmanager.scheduler", "Adaptive");
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", zooKeeper.quorum());
    settings.put("high-availability.zookeeper.client.session-timeout", "10s");
    settings.put("high-availability.storageDir", shared.resolve("ha").toUri().toString());
    return settings;
  }

  @AfterAll
  static void stop() {
    cluster.close();
    zooKeeper.close();
  }

  @AfterEach
  void cancel() throws IOException {
    if (job != null) {
      flink.cancel(job);
    }
  }

  @Test
  void itIsScaledWhileItRuns() throws Exception {
    job = started(1);
    try (SteadyLoad load = new SteadyLoad(topic)) {
      for (int parallelism : new int[] {4, 2}) {
        Interruption scaling = new Interruption(trail, "scaled to " + parallelism);
        flink.rescale(job, parallelism);
        scaling.tell();
      }
    }
    Oracle.assertExactlyOnce(topic);
  }

  /** By nothing but what docs/operations.md says. */
  @Test
  void aNewVersionGoesOnFromASavepoint() throws Exception {
    job = started(2);
    try (SteadyLoad load = new SteadyLoad(topic)) {
      Interruption upgrade = new Interruption(trail, "upgraded through a savepoint");
      DocumentedSteps.Outcome outcome =
          DocumentedSteps.of("operations.md", "StandaloneClusterITCase").run(upgradeVariables());
      assertThat(outcome.status()).as(outcome.output()).isZero();
      String[] said = outcome.output().split("\n");
      assertThat(said[0]).startsWith("savepoint file:");
      job = said[said.length - 1];
      flink.awaitRunning(job, 6);
      upgrade.tell();
      assertThat(endpoints()).as("TaskManagers that serve the job's metrics").isEqualTo(3);
    }
    assertThat(flink.get("/jobs/" + job + "/checkpoints").at("/latest/restored/is_savepoint"))
        .isEqualTo(BooleanNode.TRUE);
    Oracle.assertExactlyOnce(topic);
    assertThat(cluster.logs())
        .contains("INFO  MetricsEndpoint - metrics at")
        .contains("Started PrometheusReporter HTTP server on port");
  }

  private static Map<String, String> upgradeVariables() {
    return Map.of(
        "FLINK", cluster.rest().toString(),
        "PARALLELISM", "6",
        "JAR", JAR.toAbsolutePath().toString(),
        "SAVEPOINTS", shared.resolve("savepoints").toUri().toString());
  }

  @Test
  void aTaskManagerIsKilled() throws Exception {
    job = started(6);
    try (SteadyLoad load = new SteadyLoad(topic)) {
      Interruption kill = new Interruption(trail, "TaskManager killed, two of three left");
      cluster.killTaskManager();
      flink.awaitRunning(job, 4);
      kill.tell();
      Interruption again = new Interruption(trail, "a new TaskManager is taken in");
      cluster.startTaskManager(Map.of());
      flink.awaitRunning(job, 6);
      again.tell();
    }
    Oracle.assertExactlyOnce(topic);
  }

  @Test
  void theJobManagerIsKilled() throws Exception {
    job = started(4);
    try (SteadyLoad load = new SteadyLoad(topic)) {
      Interruption kill = new Interruption(trail, "JobManager killed, started again at once");
      cluster.killJobManager();
      cluster.startJobManager();
      flink.awaitRunning(job, 4);
      kill.tell();
    }
    Oracle.assertExactlyOnce(topic);
  }

  @Test
  void allCheckpointsAreGone() throws Exception {
    job = started(2);
    try (SteadyLoad load = new SteadyLoad(topic)) {
      Interruption loss = new Interruption(trail, "all state deleted, started afresh");
      flink.cancel(job);
      FileUtils.deleteDirectory(shared.resolve("checkpoints").toFile());
      job = started(2);
      loss.tell();
    }
    Oracle.assertExactlyOnce(topic);
  }

  private static long endpoints() {
    return IntStream.range(firstMetricsPort, firstMetricsPort + METRICS_PORTS)
        .mapToObj(MetricsPage::of)
        .flatMap(Optional::stream)
        .filter(page -> page.contains("audit_consumer_lag "))
        .count();
  }

  private static String started(int parallelism) throws IOException {
    String id = flink.run(OLD, parallelism);
    flink.awaitRunning(id, parallelism);
    return id;
  }
}
