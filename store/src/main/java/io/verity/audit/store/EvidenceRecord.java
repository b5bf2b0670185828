package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of evidence_records. What is not known yet is null.
 *
 * @param controlName the control's id in its framework, such as CC6.1
 * @param collectedAt when it last changed
 * @param rawPayload JSON, as PostgreSQL spells it; null in lists
 * @param status see {@link EvidenceStatus#value}
 * @param trigger see {@link Trigger#value}
 */
public record EvidenceRecord(
    UUID id,
    UUID controlId,
    String framework,
    String controlName,
    Instant collectedAt,
    Instant periodStart,
    Instant periodEnd,
    String collectorVer,
    String rawPayload,
    String artifactKey,
    String status,
    String contentHash,
    String collectedBy,
    String objectVersionId,
    String trigger,
    String requestedBy,
    Instant requestedAt,
    int attempt,
    String error) {

  public boolean isCollected() {
    return EvidenceStatus.COLLECTED.value().equals(status);
  }
}
