package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a trail and of evidence: pinned once, proved, and said what it means. */
class EvidenceReportITCase {

  private static final String FRAMEWORK = "gdpr";
  private static final String JULY = "2026-07";

  private static WarmCluster cluster;

  @TempDir private Path out;

  private SmallStack stack;
  private QueuedRuns queued;
  private SampleControls controls;

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
    controls = new SampleControls(queued.database());
  }

  /** Others look at this framework as well. */
  @AfterEach
  void stop() {
    stack.change(
        "UPDATE controls SET retired_at = clock_timestamp() WHERE framework = '" + FRAMEWORK + "'");
    queued.close();
  }

  @Test
  void aReportSaysWhatItsEvidenceSaysAndSaysItAgain() throws Exception {
    controls.load(FRAMEWORK, "A.1", "A.2", "A.3", "A.4");
    UUID pass = controls.collected(FRAMEWORK, "A.1", "2026-07-04", 0);
    UUID fail = controls.collected(FRAMEWORK, "A.2", "2026-07-04", 3);
    UUID failed = controls.failed(FRAMEWORK, "A.3", "2026-07-04", "the source is away");
    // of another period: a report has nothing to do with it
    controls.collected(FRAMEWORK, "A.4", "2026-08-04", 0);

    ReportRun run = queued.claimed(FRAMEWORK, JULY, List.of("json"));
    JsonNode report = made(run);

    assertThat(report.at("/evidence/controls"))
        .extracting(c -> c.path("control_id").asText(), c -> c.path("standing").asText())
        .containsExactly(
            tuple("A.1", "pass"),
            tuple("A.2", "fail"),
            tuple("A.3", "not_collected"),
            tuple("A.4", "not_collected"));
    assertThat(report.at("/evidence/records"))
        .extracting(r -> r.path("id").asText(), r -> r.path("status").asText())
        .containsExactlyInAnyOrder(
            tuple(pass.toString(), "collected"),
            tuple(fail.toString(), "collected"),
            tuple(failed.toString(), "failed"));
    assertThat(report.path("findings"))
        .filteredOn(finding -> finding.path("query").isNull())
        .extracting(
            f -> f.path("type").asText(),
            f -> f.path("severity").asText(),
            f -> f.path("control").asText(),
            f -> f.at("/records/0/id").asText())
        .containsExactly(
            tuple("control_failed", "high", "A.2", fail.toString()),
            tuple("evidence_failed", "medium", "A.3", failed.toString()),
            tuple("evidence_missing", "medium", "A.4", ""));
    assertThat(report.at("/metrics").fieldNames())
        .toIterable()
        .noneMatch(name -> name.contains("evidence"));

    // what comes later is not this report's
    controls.collected(FRAMEWORK, "A.3", "2026-07-04", 0);
    controls.collected(FRAMEWORK, "A.1", "2026-07-05", 7);
    controls.load(FRAMEWORK, "A.1");
    ReportRun verification = queued.verification(queued.find(run.id()));
    SmallStack.completed(attempt(verification));
    assertThat(queued.find(verification.id()).outputSha256())
        .isEqualTo(queued.find(run.id()).outputSha256());
  }

  @Test
  void tamperedEvidenceFailsTheReport() throws Exception {
    controls.load(FRAMEWORK, "B.1");
    UUID record = controls.collected(FRAMEWORK, "B.1", "2026-07-06", 3);
    tamper(
        "UPDATE evidence_records SET raw_payload ="
            + " jsonb_set(raw_payload, '{sources,trail,data,rows,0,orphans}', '0') WHERE id = '"
            + record
            + "'");

    ReportRun run = queued.claimed(FRAMEWORK, JULY, List.of("json"));
    assertThat(attempt(run).code()).isEqualTo(1);

    ReportRun now = queued.find(run.id());
    assertThat(now.status()).isEqualTo(RunStatus.FAILED);
    stack.assertForAPerson(now.error());
    assertThat(now.error())
        .startsWith("evidence-tampered: evidence " + record + " of control B.1")
        .contains("tampered with");
    SmallStack.assertEmpty(out);
  }

  @Test
  void withoutControlsTheReportSaysSo() throws Exception {
    JsonNode report = made(queued.claimed(FRAMEWORK, JULY, List.of("json", "pdf")));
    assertThat(report.at("/evidence/controls")).isEmpty();
    assertThat(report.at("/evidence/root").asText()).hasSize(64);
  }

  /** As somebody does who has the whole database. */
  private void tamper(String statement) {
    stack.change("ALTER TABLE evidence_records DISABLE TRIGGER USER");
    try {
      stack.change(statement);
    } finally {
      stack.change("ALTER TABLE evidence_records ENABLE TRIGGER USER");
    }
  }

  private JsonNode made(ReportRun run) throws Exception {
    SmallStack.completed(attempt(run));
    for (Artifact artifact : queued.runs().artifacts(run.id())) {
      if (artifact.format().equals("json")) {
        return SmallStack.JSON.readTree(Path.of(artifact.path()).toFile());
      }
    }
    throw new AssertionError("no json");
  }

  private Printed attempt(ReportRun run) {
    return ReportStack.run(
        stack.environment(out),
        List.of("--run-id=" + run.id(), "--attempt=" + run.attempt()),
        cluster.configuration());
  }
}
