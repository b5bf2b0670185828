package io.verity.audit.evidence.snapshot;

import java.time.Instant;
import java.util.UUID;

/**
 * A record of evidence as it was when a report was begun. One that was collected never changes; of
 * another this is all that the report will ever say, whatever becomes of it.
 *
 * @param controlId of the control, see {@link PinnedControl#id()}
 * @param objectKey null unless it was collected
 * @param error why it failed, or null
 */
public record PinnedRecord(
    UUID id,
    UUID controlId,
    Instant periodStart,
    Instant periodEnd,
    String status,
    String contentHash,
    Instant collectedAt,
    String collectorVer,
    String collectedBy,
    String objectKey,
    String objectVersionId,
    String error) {

  public static final String COLLECTED = "collected";

  public boolean isCollected() {
    return COLLECTED.equals(status);
  }
}
