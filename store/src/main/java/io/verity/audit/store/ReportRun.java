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
    String progress) {

  boolean isDefinedAs(NewReportRun wanted) {
    return reportType.equals(wanted.reportType())
        && periodStart.equals(wanted.periodStart())
        && periodEnd.equals(wanted.periodEnd())
        && Objects.equals(subjectId, wanted.subjectId())
        && allowPartial == wanted.allowPartial();
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
