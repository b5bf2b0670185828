package io.verity.audit.store;

import java.util.Objects;
import java.util.UUID;

/**
 * A control as its framework's pack has it.
 *
 * @param definitionJson all of it
 */
public record NewControl(
    UUID id,
    String framework,
    String controlId,
    String name,
    String description,
    String collectionFn,
    String schedule,
    String definitionJson,
    String definitionSha256) {

  public NewControl {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(framework, "framework");
    Objects.requireNonNull(controlId, "controlId");
    Objects.requireNonNull(definitionJson, "definitionJson");
  }
}
