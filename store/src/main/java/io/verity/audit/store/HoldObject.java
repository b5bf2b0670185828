package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of an object that a hold covers.
 *
 * @param recordId the evidence that it is of; null where it is of a report
 * @param heldAt when the hold was seen to be set on it; null until then
 * @param releasedAt when this hold let go of it; null until then
 */
public record HoldObject(
    UUID holdId,
    String objectKey,
    String versionId,
    UUID recordId,
    Instant heldAt,
    Instant releasedAt) {}
