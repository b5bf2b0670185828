package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.flink.SessionCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A session cluster with one TaskManager, as k8s-operator/ makes one, that has the job's jar. */
final class ReportCluster implements AutoCloseable {

  /** The jar's id by REST. */
  static final String JAR = "report-batch-job.jar";

  static final Path BUILT = Path.of("target", JAR).toAbsolutePath();

  private static final Map<String, String> MEMORY =
      Map.of(
          "jobmanager.memory.jvm-metaspace.size", "512m",
          "taskmanager.memory.jvm-metaspace.size", "512m",
          "taskmanager.memory.task.heap.size", "384m",
          "taskmanager.memory.managed.size", "128m",
          "taskmanager.memory.network.min", "64m",
          "taskmanager.memory.network.max", "64m");

  private final SessionCluster cluster;
  private final FlinkRest rest;

  private ReportCluster(SessionCluster cluster) {
    this.cluster = cluster;
    this.rest = new FlinkRest(cluster.rest());
  }

  /**
   * Started, and its TaskManager there.
   *
   * @param folder that is made
   * @param environment of drivers that are sent to it by REST
   */
  static ReportCluster start(Path folder, Map<String, String> environment) throws IOException {
    Files.createDirectory(folder);
    ReportCluster cluster =
        new ReportCluster(new SessionCluster(folder, "512m", MEMORY, environment));
    Path jars = Files.createDirectories(cluster.flink().jarFolder());
    Files.copy(BUILT, jars.resolve(JAR));
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(cluster.rest().taskManagers()).isEqualTo(1));
    return cluster;
  }

  SessionCluster flink() {
    return cluster;
  }

  FlinkRest rest() {
    return rest;
  }

  /** A JVM without memory for classes ends itself, and only its log knows why. */
  private void tellOfTheDead() throws IOException {
    if (!cluster.processes().stream().allMatch(ProcessHandle::isAlive)) {
      String logs = cluster.logs();
      System.err.println(logs.substring(Math.max(0, logs.length() - 4_000)));
    }
  }

  @Override
  public void close() throws IOException {
    tellOfTheDead();
    cluster.close();
  }
}
