package io.verity.audit.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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

  static ReportOutcome failed(UUID runId, String error) {
    return new ReportOutcome(runId, FAILED, error, List.of(), null);
  }

  static ReportOutcome handedOver(UUID runId, String snapshotRoot) {
    return new ReportOutcome(runId, PROCESSING, null, List.of(), snapshotRoot);
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
