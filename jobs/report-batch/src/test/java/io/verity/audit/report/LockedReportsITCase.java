package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in an object store: under their key, by their version, and nowhere else. */
class LockedReportsITCase {

  private static final String JULY = "2026-07";

  @TempDir private Path folder;

  private static WarmCluster cluster;

  private SmallStack stack;
  private QueuedRuns queued;
  private Map<String, String> environment;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = WarmCluster.start(4);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
    queued = new QueuedRuns(stack.servers());
    environment = stack.environment(folder.resolve("out"));
    environment.put("REPORTER_OBJECT_STORE", "file:" + folder.resolve("objects"));
  }

  @AfterEach
  void stop() {
    queued.close();
  }

  @Test
  void aQueuedRunLeavesItsFilesInTheStoreAlone() throws Exception {
    ReportRun run = queued.claimed("sox", JULY, List.of("json", "csv"));
    SmallStack.completed(attempt(run));

    SmallStack.assertEmpty(folder.resolve("out"));
    List<Artifact> artifacts = queued.runs().artifacts(run.id());
    assertThat(artifacts)
        .extracting(Artifact::objectKey)
        .containsExactly(key(run.id()) + "csv.zip", key(run.id()) + "json");
    try (ObjectStore store = store()) {
      for (Artifact artifact : artifacts) {
        assertThat(store.sha256(artifact.objectKey(), artifact.objectVersionId()))
            .contains(artifact.sha256());
        assertThat(artifact.path())
            .isEqualTo(store.location(artifact.objectKey(), artifact.objectVersionId()));
      }
    }

    ReportRun verification = queued.verification(queued.find(run.id()));
    SmallStack.completed(attempt(verification));
    assertThat(queued.find(verification.id()).outputSha256())
        .isEqualTo(queued.find(run.id()).outputSha256());
    assertThat(queued.runs().artifacts(verification.id()))
        .allSatisfy(artifact -> assertThat(artifact.objectKey()).isNull());
  }

  @Test
  void whoAsksByCommandGetsFilesAsWell() throws Exception {
    JsonNode answer = SmallStack.completed(run(SmallStack.arguments("sox", null)));

    Path file = Path.of(answer.at("/artifacts/0/path").asText());
    UUID id = UUID.fromString(answer.path("run_id").asText());
    Artifact artifact = queued.runs().artifacts(id).get(0);
    assertThat(file).hasParentRaw(folder.resolve("out"));
    assertThat(artifact.objectKey()).isEqualTo(key(id) + "json");
    try (ObjectStore store = store();
        var object = store.open(artifact.objectKey(), artifact.objectVersionId())) {
      assertThat(object.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void aStoreThatIsAwayIsAskedAgainLater() throws Exception {
    Files.createFile(folder.resolve("objects"));
    ReportRun run = queued.claimed("sox", JULY, List.of("json"));
    Printed printed = attempt(run);

    assertThat(printed.code()).isEqualTo(1);
    ReportRun now = queued.find(run.id());
    stack.assertForAPerson(now.error());
    assertThat(now.error()).startsWith("the report can't be put into the object store");
    assertThat(now.status()).isEqualTo(RunStatus.PENDING);
    SmallStack.assertEmpty(folder.resolve("out"));
  }

  private Printed attempt(ReportRun run) {
    return run(List.of("--run-id=" + run.id(), "--attempt=" + run.attempt()));
  }

  private Printed run(List<String> arguments) {
    return ReportStack.run(environment, arguments, cluster.configuration());
  }

  private ObjectStore store() {
    return ObjectStores.open(ReporterConfig.fromEnvironment(environment).objectStore());
  }

  private static String key(UUID id) {
    return "reports/sox/20260701T000000Z_20260801T000000Z/" + id + "/sox.";
  }
}
