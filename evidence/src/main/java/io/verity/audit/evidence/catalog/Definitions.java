package io.verity.audit.evidence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.evidence.catalog.ControlDefinition.Expectation;
import io.verity.audit.evidence.catalog.ControlDefinition.Severity;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import io.verity.audit.evidence.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A control as JSON and as a record. */
final class Definitions {

  private Definitions() {}

  /**
   * @param json as the schema of controls wants it
   */
  static ControlDefinition read(String framework, JsonNode json) {
    List<SourceRequest> sources = new ArrayList<>();
    for (JsonNode source : json.path("sources")) {
      sources.add(new SourceRequest(source.get("source").asText(), source.get("request")));
    }
    List<Expectation> expectations = new ArrayList<>();
    json.path("expectations").forEach(node -> expectations.add(expectation(node)));
    String controlId = json.get("control_id").asText();
    return new ControlDefinition(
        id(framework, controlId),
        framework,
        controlId,
        json.get("name").asText(),
        json.path("description").asText(null),
        json.get("collection_fn").asText(),
        json.get("schedule").asText(),
        List.copyOf(sources),
        List.copyOf(expectations),
        json,
        CanonicalJson.sha256(CanonicalJson.bytes(json)));
  }

  private static Expectation expectation(JsonNode node) {
    return new Expectation(
        node.get("name").asText(),
        node.get("title").asText(),
        node.path("source").asText(null),
        node.get("pointer").asText(),
        node.get("schema"),
        Severity.valueOf(node.get("severity").asText().toUpperCase(Locale.ROOT)),
        node.get("remediation").asText());
  }

  /**
   * The same everywhere, so that evidence of several installations can be told to be of one
   * control.
   */
  private static UUID id(String framework, String controlId) {
    return UUID.nameUUIDFromBytes(
        ("control " + framework + "/" + controlId).getBytes(StandardCharsets.UTF_8));
  }
}
