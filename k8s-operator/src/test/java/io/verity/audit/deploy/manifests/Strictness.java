package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes schemas stricter or laxer. */
final class Strictness {

  private Strictness() {}

  /** As `kubectl --validate=strict` is, whatever the API server would drop. */
  static void refuseUnknown(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean closed =
          object.path("properties").isObject()
              && !object.has("additionalProperties")
              && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (closed && object.path("type").asText().equals("object")) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(Strictness::refuseUnknown);
  }

  /** For a patch, which has a part of a document. */
  static void requireNothing(JsonNode node) {
    if (node.path("required").isArray()) {
      ((ObjectNode) node).remove("required");
    }
    node.forEach(Strictness::requireNothing);
  }
}
