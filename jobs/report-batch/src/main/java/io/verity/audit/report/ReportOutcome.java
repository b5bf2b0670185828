package io.verity.audit.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotJson;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import java.util.List;
import java.util.UUID;

/**
 * What became of a request.
 *
 * @param status COMPLETED, FAILED, or PROCESSING where a job was handed over that will complete it
 * @param error why it failed, or null
 */
@JsonPropertyOrder({"run_id", "status", "error", "artifacts", "snapshot_root"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportOutcome(
    @JsonProperty("run_id") UUID runId,
    String status,
    String error,
    List<Artifact> artifacts,
    @JsonProperty("snapshot_root") String snapshotRoot) {

  public static final String COMPLETED = "COMPLETED";
  public static final String FAILED = "FAILED";
  public static final String PROCESSING = "PROCESSING";

  /** A published file. */
  public record Artifact(String format, String path, String sha256) {}

  /**
   * @param ended false where the job goes on without this driver
   */
  static ReportOutcome of(ReportRuns runs, UUID runId, Snapshot snapshot, boolean ended) {
    return ended
        ? completed(runs.find(runId).orElseThrow(), runs)
        : new ReportOutcome(runId, PROCESSING, null, List.of(), SnapshotJson.root(snapshot));
  }

  static ReportOutcome completed(ReportRun run, ReportRuns runs) {
    if (run.status() != RunStatus.COMPLETED) {
      throw new ReportException(
          "the job ended, but run "
              + run.id()
              + " is "
              + run.status()
              + ": another attempt has it");
    }
    List<Artifact> artifacts =
        runs.artifacts(run.id()).stream()
            .map(a -> new Artifact(a.format(), a.path(), a.sha256()))
            .toList();
    return new ReportOutcome(run.id(), COMPLETED, null, artifacts, run.snapshot().root());
  }

  static ReportOutcome failed(UUID runId, String error) {
    return new ReportOutcome(runId, FAILED, error, List.of(), null);
  }

  @JsonIgnore
  public boolean isFailed() {
    return status.equals(FAILED);
  }

  @JsonIgnore
  public boolean isCompleted() {
    return status.equals(COMPLETED);
  }
}
