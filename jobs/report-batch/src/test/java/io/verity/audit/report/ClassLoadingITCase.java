package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.FreePorts;
import io.verity.audit.stack.ceph.CephServer;
import io.verity.audit.stack.flink.SteadyFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Report jobs one after another on a session cluster: what each of them loaded must be gone with
 * it, whether it asked Kafka, read ClickHouse and PostgreSQL, drew a PDF or stored it in S3. {@code
 * -Dverity.campaign.reports=50} makes it a campaign, {@code -Dverity.campaign.reports.at-a-time=6}
 * a crowd.
 */
class ClassLoadingITCase {

  private static final int JOBS = Integer.getInteger("verity.campaign.reports", 6);
  private static final int WARM_UP = JOBS < 20 ? 2 : 10;
  private static final int EACH = 10;
  private static final int AT_A_TIME = Integer.getInteger("verity.campaign.reports.at-a-time", 2);

  @TempDir private static Path work;
  private static ReportCluster cluster;
  private static CephServer ceph;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> environment =
        new HashMap<>(SmallStack.get().environment(work.resolve("reports")));
    int port = FreePorts.choose();
    environment.put("REPORTER_METRICS_PORT", port + "-" + (port + 9));
    environment.put("REPORTER_KAFKA_BOOTSTRAP", SmallStack.get().servers().kafkaBootstrap());
    if (CephServer.isInstalled()) {
      ceph = CephServer.start(work.resolve("ceph"));
      ceph.createBucket("reports", true);
      environment.put("REPORTER_OBJECT_STORE", "s3://reports");
      environment.put("REPORTER_S3_ENDPOINT", ceph.endpoint().toString());
      environment.put("REPORTER_S3_ACCESS_KEY", ceph.owner().accessKey());
      environment.put("REPORTER_S3_SECRET_KEY", ceph.owner().secretKey());
    }
    cluster = ReportCluster.start(work.resolve("flink"), environment);
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    if (ceph != null) {
      ceph.close();
    }
  }

  @Test
  void whatAJobLoadedIsGoneWithIt() throws Exception {
    SteadyFigures figures = new SteadyFigures(cluster.flink(), "report jobs");
    int done = Math.min(WARM_UP, JOBS);
    run(done);
    figures.warm(done);
    while (done < JOBS) {
      int more = Math.min(EACH, JOBS - done);
      run(more);
      done += more;
      figures.requireSteady(done);
    }
  }

  private static void run(int jobs) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        all.add(callers.submit(ClassLoadingITCase::report));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static Void report() throws Exception {
    UUID run = UUID.randomUUID();
    var answer =
        cluster
            .rest()
            .runJar(
                ReportCluster.JAR,
                List.of(
                    "--framework=sox",
                    "--from=" + SmallStack.FROM,
                    "--to=" + SmallStack.TO,
                    "--run-id=" + run));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(SmallStack.get().column(run, "status"))
                    .as(SmallStack.get().column(run, "error"))
                    .isEqualTo("COMPLETED"));
    return null;
  }
}
