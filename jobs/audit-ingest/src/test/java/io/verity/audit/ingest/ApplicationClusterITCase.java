package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.flink.ApplicationCluster;
import io.verity.audit.stack.flink.ApplicationCluster.Application;
import io.verity.audit.stack.flink.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job in application mode, as the manifests have it: a cluster of its own, with its main, and a
 * Kafka that wants TLS and a login.
 */
class ApplicationClusterITCase {

  private static final Path JAR = Path.of("target", "audit-ingest-job.jar").toAbsolutePath();
  private static final String JOB = "00000000000000000000000000000a11";

  @TempDir Path work;

  @Test
  void aNewJobManagerGoesOnWhereTheOldOneDied() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    Map<String, String> environment = new HashMap<>(IngestRun.of(topic, work).environment());
    environment.put("AUDIT_PARALLELISM", "2");
    environment.put("AUDIT_LOG_LEVEL", "ERROR");
    KafkaLogin login = KafkaLogin.create(topic, environment.get("AUDIT_CONSUMER_GROUP"), work);
    environment.putAll(login.variables());
    try (ZooKeeperServer zooKeeper = new ZooKeeperServer(work.resolve("zookeeper"));
        ApplicationCluster cluster = cluster(zooKeeper.quorum(), environment)) {
      FlinkRest flink = new FlinkRest(cluster.rest());
      cluster.startTaskManager(Map.of());
      cluster.startTaskManager(Map.of());
      try (SteadyLoad load = new SteadyLoad(topic)) {
        flink.awaitRunning(JOB, 2);
        Interruption kill = new Interruption(topic.trail(), "JobManager of an application killed");
        cluster.killJobManager();
        cluster.startJobManager();
        flink.awaitRunning(JOB, 2);
        kill.tell();
      }
      Oracle.assertExactlyOnce(topic);
      assertThat(flink.get("/jobs/" + JOB + "/checkpoints").at("/latest/restored/id").asLong())
          .as("the checkpoint that was restored")
          .isPositive();
      assertThat(cluster.logs())
          .as("what the job says at ERROR, and Flink at INFO")
          .doesNotContain("MetricsEndpoint")
          .doesNotContain(login.password())
          .contains("INFO  TaskManagerRunner");
    }
  }

  @Test
  void aRefusedStartEndsTheClusterAndSaysWhy() throws Exception {
    try (ApplicationCluster cluster = cluster(null, Map.of())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(cluster.jobManager().isAlive()).isFalse());
      assertThat(cluster.logs()).contains("audit-ingest: AUDIT_KAFKA_BOOTSTRAP is not set");
    }
  }

  private ApplicationCluster cluster(String quorum, Map<String, String> environment)
      throws IOException {
    Map<String, String> settings = new HashMap<>(FlinkRunITCase.MEMORY);
    settings.put("jobmanager.scheduler", "Adaptive");
    settings.put("taskmanager.numberOfTaskSlots", "1");
    if (quorum != null) {
      settings.put("high-availability.type", "zookeeper");
      settings.put("high-availability.cluster-id", "audit-ingest");
      settings.put("high-availability.zookeeper.quorum", quorum);
      settings.put("high-availability.zookeeper.client.session-timeout", "10s");
      settings.put("high-availability.storageDir", work.resolve("ha").toUri().toString());
    }
    return new ApplicationCluster(
        Files.createDirectories(work.resolve("flink")),
        "256m",
        settings,
        environment,
        new Application(JAR, AuditIngestJob.class.getName(), JOB, null));
  }
}
