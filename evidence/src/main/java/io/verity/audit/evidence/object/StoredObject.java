package io.verity.audit.evidence.object;

import java.time.Instant;
import java.util.Map;

/**
 * A version of an object.
 *
 * @param retainUntil null where the store keeps no such date
 */
public record StoredObject(
    String key,
    String versionId,
    String sha256,
    long bytes,
    Instant retainUntil,
    boolean held,
    Map<String, String> metadata) {

  public StoredObject {
    metadata = Map.copyOf(metadata);
  }
}
