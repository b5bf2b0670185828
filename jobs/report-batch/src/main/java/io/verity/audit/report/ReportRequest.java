package io.verity.audit.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A report that somebody wants.
 *
 * @param runId of a run to repeat, or chosen by the caller; null for a new one
 * @param subject the data subject of a one-subject report, or null
 * @param formats of {@code pdf}, {@code csv}, {@code json}
 * @param allowPartial make the report although ingest is behind, and say so on its first page
 */
public record ReportRequest(
    UUID runId,
    String framework,
    Instant from,
    Instant to,
    UUID subject,
    List<String> formats,
    boolean allowPartial,
    String requestedBy) {

  public ReportRequest {
    formats = List.copyOf(formats);
  }

  /** The same under this id. */
  ReportRequest as(UUID id) {
    return new ReportRequest(id, framework, from, to, subject, formats, allowPartial, requestedBy);
  }
}
