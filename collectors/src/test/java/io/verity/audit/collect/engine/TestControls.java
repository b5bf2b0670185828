package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.store.NewControl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Controls as the catalog would load them. */
final class TestControls {

  private TestControls() {}

  static NewControl control(
      String framework, String id, String handler, String schedule, List<String> sources) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("control_id", id).put("name", "Test control " + id);
    definition.put("description", "Collected by a test");
    definition.put("collection_fn", handler).put("schedule", "0 * * * *");
    sources.forEach(
        source ->
            definition.withArray("sources").addObject().put("source", source).putObject("request"));
    byte[] canonical = CanonicalJson.bytes(definition);
    return new NewControl(
        UUID.nameUUIDFromBytes((framework + "/" + id).getBytes(StandardCharsets.UTF_8)),
        framework,
        id,
        "Test control " + id,
        "Collected by a test",
        handler,
        schedule,
        definition.toString(),
        CanonicalJson.sha256(canonical));
  }
}
