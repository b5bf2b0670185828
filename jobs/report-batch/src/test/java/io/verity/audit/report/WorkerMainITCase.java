package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that the control plane keeps warm, as the control plane speaks to it. */
class WorkerMainITCase {

  @TempDir private Path out;

  private SmallStack stack;
  private QueuedRuns queued;
  private ForkedWorker worker;

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
    queued = new QueuedRuns(stack.servers());
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_MAX_CONCURRENT", "2");
    worker = new ForkedWorker(environment);
  }

  @AfterEach
  void stop() {
    worker.close();
    queued.close();
  }

  @Test
  void makesSeveralAtATimeStopsWhatIsCancelledAndEndsWithItsParent() throws Exception {
    ReportRun sox = claimed("sox");
    ReportRun pci = claimed("pci_dss");
    ReportRun waits = claimed("gdpr");
    worker.say("{}");
    worker.say("good morning");
    worker.launch(sox.id(), 1);
    worker.launch(pci.id(), 1);
    worker.launch(waits.id(), 1);
    worker.cancel(waits.id(), 1);
    awaitSaid(waits, "failed", "it was cancelled before it began");
    awaitSaid(sox, "ended", null);
    awaitSaid(pci, "ended", null);
    assertThat(queued.find(pci.id()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(queued.find(sox.id()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(queued.find(waits.id()).status())
        .as("whoever cancelled it says why")
        .isEqualTo(RunStatus.PROCESSING);
    worker.launch(sox.id(), 1);
    await()
        .untilAsserted(
            () ->
                assertThat(worker.said(sox.id()))
                    .containsExactly(
                        line(sox, "running", null),
                        line(sox, "ended", null),
                        line(sox, "ended", null)));

    ReportRun atWork = claimed("hipaa");
    worker.launch(atWork.id(), 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(stack.column(atWork.id(), "progress->>'phase'")).isEqualTo("querying"));
    worker.cancel(atWork.id(), 1);
    awaitSaid(atWork, "failed", "it was cancelled");
    assertThat(queued.find(atWork.id()).status()).isEqualTo(RunStatus.PROCESSING);
    worker.launch(UUID.randomUUID(), 1);
    await().until(() -> worker.said().stream().anyMatch(s -> s.contains("there is no run")));

    assertThat(worker.said()).allMatch(line -> line.startsWith("{\"run_id\":\""));
    assertThat(worker.endsWithItsInput()).isTrue();
    assertThat(out.toFile().list()).hasSize(2);
  }

  private ReportRun claimed(String framework) {
    return queued.claimed(framework, "2026-07", List.of("json"));
  }

  private void awaitSaid(ReportRun run, String state, String reason) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(worker.said(run.id()))
                    .containsExactly(line(run, "running", null), line(run, state, reason)));
  }

  private static String line(ReportRun run, String state, String reason) {
    return "{\"run_id\":\"%s\",\"attempt\":1,\"state\":\"%s\",\"reason\":%s}"
        .formatted(run.id(), state, reason == null ? null : "\"" + reason + "\"");
  }
}
