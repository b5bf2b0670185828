package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.stack.flink.SessionCluster;
import io.verity.audit.stack.flink.SteadyFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar by REST on a session cluster, whose processes outlive every job. {@code
 * -Dverity.campaign.ingests=10} makes it a campaign.
 */
class SessionClusterITCase {

  private static final String JAR = "audit-ingest-job.jar";
  private static final int WARM_UP = 2;
  private static final int JOBS = Integer.getInteger("verity.campaign.ingests", 5);

  @TempDir private static Path work;
  private static TestTopic topic;
  private static SessionCluster cluster;
  private static FlinkRest flink;

  @BeforeAll
  static void start() throws Exception {
    topic = TestTopic.create(TestStack.get(), 2);
    Map<String, String> environment =
        new HashMap<>(IngestRun.of(topic, work.resolve("checkpoints")).environment());
    environment.remove("AUDIT_PARALLELISM");
    cluster =
        new SessionCluster(
            Files.createDirectory(work.resolve("flink")),
            "256m",
            FlinkRunITCase.MEMORY,
            environment);
    Files.copy(Path.of("target", JAR), Files.createDirectories(cluster.jarFolder()).resolve(JAR));
    flink = new FlinkRest(cluster.rest());
    flink.awaitTaskManagers(1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aRefusedStartIsAnAnswerAndNotTheEndOfTheJobManager() throws Exception {
    assertThatThrownBy(() -> flink.run(JAR, "--nonsense"))
        .hasMessageContaining("ConfigException: --nonsense is not an argument; known are --resume");
    flink.awaitTaskManagers(1);
    assertThat(cluster.jobManager().isAlive()).isTrue();
  }

  @Test
  void whatAJobLoadedIsGoneWithIt() throws Exception {
    SteadyFigures figures = new SteadyFigures(cluster, "ingest jobs");
    run(WARM_UP);
    figures.warm(WARM_UP);
    run(JOBS - WARM_UP);
    figures.requireSteady(JOBS);
    Oracle.assertExactlyOnce(topic);
  }

  private static void run(int jobs) throws Exception {
    for (int i = 0; i < jobs; i++) {
      String job = flink.run(JAR, 2);
      flink.awaitRunning(job, 2);
      topic.sendEvents(50);
      Oracle.assertExactlyOnce(topic);
      flink.cancel(job);
    }
  }
}
