package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar under {@code flink run}, on a cluster that knows nothing but Flink. */
class FlinkRunITCase {

  private static final Path JAR = Path.of("target", "audit-ingest-job.jar").toAbsolutePath();

  @TempDir Path work;

  @Test
  void theJarRunsOnASessionCluster() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(500);
    Map<String, String> environment = new HashMap<>(IngestRun.of(topic, work).environment());
    try (SessionCluster cluster = new SessionCluster(work)) {
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(cluster.run(JAR, environment)).startsWith("0 ").contains("JobID"));
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  void aRefusedStartSaysWhyInOneLine() throws Exception {
    try (SessionCluster cluster = new SessionCluster(work)) {
      assertThat(cluster.run(JAR, Map.of()))
          .contains("audit-ingest: AUDIT_KAFKA_BOOTSTRAP is not set")
          .doesNotContain("\tat ");
    }
  }
}
