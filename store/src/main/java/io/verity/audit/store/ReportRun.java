package io.verity.audit.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A row of report_runs. What is not known yet, or not asked for, is null.
 *
 * @param snapshot what is pinned, and with it referenceRevision; null until then
 * @param referenceRevision which state of principals and assets the run reads
 * @param outputSha256 see {@link Artifact#digest}
 * @param progress JSON, as it was last reported
 * @param failures how many attempts failed; one that is put off is no failure
 * @param queued whether the control plane looks after it
 * @param replayOf the run that this one verifies
 * @param requestSha256 of the request that made it
 */
public record ReportRun(
    UUID id,
    String reportType,
    Instant periodStart,
    Instant periodEnd,
    UUID subjectId,
    List<String> formats,
    boolean allowPartial,
    String requestedBy,
    Instant requestedAt,
    String idempotencyKey,
    RunStatus status,
    int attempt,
    String error,
    Instant startedAt,
    Instant finishedAt,
    PinnedSnapshot snapshot,
    OptionalLong referenceRevision,
    String outputSha256,
    String progress,
    int failures,
    boolean queued,
    UUID replayOf,
    String cancelRequestedBy,
    String requestSha256) {

  boolean isDefinedAs(NewReportRun wanted) {
    return reportType.equals(wanted.reportType())
        && periodStart.equals(wanted.periodStart())
        && periodEnd.equals(wanted.periodEnd())
        && Objects.equals(subjectId, wanted.subjectId())
        && allowPartial == wanted.allowPartial();
  }

  /** As it was sent, where that is known; only a queued run can be asked for again in the queue. */
  boolean isSameRequest(NewReportRun wanted) {
    return queued()
        && (requestSha256 == null && wanted.queueing().requestSha256() == null
            ? isDefinedAs(wanted)
            : Objects.equals(requestSha256, wanted.queueing().requestSha256()));
  }

  String definition() {
    return reportType
        + " from "
        + periodStart
        + " to "
        + periodEnd
        + (subjectId == null ? "" : " of subject " + subjectId)
        + (allowPartial ? ", partial allowed" : "");
  }
}
