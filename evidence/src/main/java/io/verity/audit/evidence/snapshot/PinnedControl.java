package io.verity.audit.evidence.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * A control as it was when a report was begun: what is expected of its evidence must not change
 * under a report that is made again.
 *
 * @param definition all of it, as it is stored
 */
public record PinnedControl(
    UUID id, String controlId, String name, String definitionSha256, JsonNode definition) {}
