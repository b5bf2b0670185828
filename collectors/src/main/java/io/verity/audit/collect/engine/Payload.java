package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.json.JsonSafe;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The payload of a record: its canonical form, and what that is known by. */
record Payload(byte[] bytes, String sha256) {

  static final String SCHEMA = "verity-evidence/1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static Payload of(
      Control control, EvidenceRecord record, String collectedBy, Map<String, Section> sections) {
    ObjectNode all = JSON.objectNode();
    all.put("schema", SCHEMA);
    all.putObject("control")
        .put("id", control.id().toString())
        .put("framework", control.framework())
        .put("control_id", control.controlId())
        .put("name", control.name())
        .put("definition_sha256", control.definitionSha256());
    all.put("period_start", record.periodStart().toString());
    all.put("period_end", record.periodEnd().toString());
    all.put("collected_by", collectedBy);
    all.put("collector_ver", record.collectorVer());
    all.put("trigger", record.trigger());
    all.put("requested_by", record.requestedBy());
    ObjectNode sources = all.putObject("sources");
    sections.forEach((name, section) -> sources.set(name, json(section)));
    byte[] bytes = CanonicalJson.bytes(all);
    return new Payload(bytes, CanonicalJson.sha256(bytes));
  }

  private static ObjectNode json(Section section) {
    ObjectNode json = JSON.objectNode();
    if (section instanceof Section.Failed failed) {
      return clean(json.put("status", "failed").put("error", failed.error()));
    }
    Section.Collected collected = (Section.Collected) section;
    json.put("status", "collected");
    json.put("kind", collected.kind());
    json.put("collected_at", collected.at().toString());
    json.put("from", collected.from());
    if (collected.requestSha256() != null) {
      json.put("request_sha256", collected.requestSha256());
    }
    collected.details().forEach(json.putObject("details")::put);
    ObjectNode whole = clean(json);
    // was cleaned when it came
    whole.set("data", collected.data());
    return whole;
  }

  private static ObjectNode clean(ObjectNode json) {
    return (ObjectNode) JsonSafe.clean(json);
  }

  String json() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
