package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A control, and how its last collection ended.
 *
 * @param retiredAt when its pack ceased to have it; null while it does
 * @param lastCollection the record that changed last, without its payload; null where there is none
 */
public record Control(
    UUID id,
    String framework,
    String controlId,
    String name,
    String description,
    String collectionFn,
    String schedule,
    String definitionJson,
    String definitionSha256,
    Instant retiredAt,
    EvidenceRecord lastCollection) {}
