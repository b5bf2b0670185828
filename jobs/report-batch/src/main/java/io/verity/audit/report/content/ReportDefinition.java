package io.verity.audit.report.content;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a report is of. The same definition gives the same bytes.
 *
 * @param subject the data subject of a one-subject report, or null
 * @param dataCutOff when the last batch of the snapshot was written: all that the report is dated
 *     by
 * @param snapshotRoot SHA-256, hex, of the batches, the reference data and the completeness
 * @param rendererVersion raised with every change to what a renderer draws
 */
public record ReportDefinition(
    String framework,
    Instant periodStart,
    Instant periodEnd,
    UUID subject,
    String snapshotRoot,
    Instant dataCutOff,
    long batches,
    String packSha256,
    String rendererVersion,
    String sha256)
    implements Serializable {

  public Optional<UUID> dataSubject() {
    return Optional.ofNullable(subject);
  }
}
