package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.flink.SessionCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar under {@code flink run}, on a cluster that knows nothing but Flink. */
class FlinkRunITCase {

  private static final Path JAR = Path.of("target", "audit-ingest-job.jar").toAbsolutePath();

  /** As little as the job does with. */
  static final Map<String, String> MEMORY =
      Map.of(
          "taskmanager.memory.task.heap.size", "192m",
          "taskmanager.memory.managed.size", "16m",
          "taskmanager.memory.network.min", "32m",
          "taskmanager.memory.network.max", "32m");

  @TempDir Path work;

  @Test
  void theJarRunsOnASessionCluster() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(500);
    Map<String, String> environment = new HashMap<>(IngestRun.of(topic, work).environment());
    try (SessionCluster cluster = cluster()) {
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(cluster.run(environment, "-d", JAR.toString()))
                      .startsWith("0 ")
                      .contains("JobID"));
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  void aRefusedStartSaysWhyInOneLine() throws Exception {
    try (SessionCluster cluster = cluster()) {
      assertThat(cluster.run(Map.of(), "-d", JAR.toString()))
          .contains("audit-ingest: AUDIT_KAFKA_BOOTSTRAP is not set")
          .doesNotContain("\tat ");
    }
  }

  private SessionCluster cluster() throws IOException {
    return new SessionCluster(work, "256m", MEMORY, Map.of());
  }
}
