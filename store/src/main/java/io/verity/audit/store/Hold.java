package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A legal hold. What has not happened yet is null.
 *
 * @param status requested, active, release_requested or released; it stands in the second and third
 */
public record Hold(
    UUID id,
    String name,
    String reason,
    String scopeJson,
    String status,
    String requestedBy,
    Instant requestedAt,
    Instant activeAt,
    String releaseRequestedBy,
    Instant releaseRequestedAt,
    String releaseReason,
    Instant releasedAt) {

  public boolean stands() {
    return activeAt != null && releasedAt == null;
  }
}
