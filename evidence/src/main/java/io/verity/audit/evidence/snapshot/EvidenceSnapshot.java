package io.verity.audit.evidence.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.evidence.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The controls of a framework and their evidence of a period, pinned once: a report refers to
 * exactly this, even if newer collections arrive. The root is the hash of the canonical form, so
 * that it does not depend on how a database spells JSON.
 */
public record EvidenceSnapshot(
    String framework, List<PinnedControl> controls, List<PinnedRecord> records) {

  private static final String SCHEMA = "verity-evidence-snapshot/1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Controls by their name, records by control, period and id, whatever order they came in. */
  public EvidenceSnapshot {
    controls =
        controls.stream()
            .sorted(Comparator.comparing(PinnedControl::controlId).thenComparing(c -> text(c.id())))
            .toList();
    records =
        records.stream()
            .sorted(
                Comparator.comparing((PinnedRecord r) -> text(r.controlId()))
                    .thenComparing(PinnedRecord::periodStart)
                    .thenComparing(PinnedRecord::periodEnd)
                    .thenComparing(r -> text(r.id())))
            .toList();
  }

  /** SHA-256, hex, of the canonical form. */
  public static String root(String json) {
    return CanonicalJson.sha256(CanonicalJson.bytes(json));
  }

  /** The canonical form. */
  public String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("schema", SCHEMA).put("framework", framework);
    ArrayNode pinned = node.putArray("controls");
    for (PinnedControl control : controls) {
      pinned
          .addObject()
          .put("id", text(control.id()))
          .put("control_id", control.controlId())
          .put("name", control.name())
          .put("definition_sha256", control.definitionSha256())
          .set("definition", control.definition());
    }
    ArrayNode evidence = node.putArray("records");
    records.forEach(record -> write(evidence.addObject(), record));
    return new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8);
  }

  private static void write(ObjectNode node, PinnedRecord record) {
    node.put("id", text(record.id()))
        .put("control_id", text(record.controlId()))
        .put("period_start", text(record.periodStart()))
        .put("period_end", text(record.periodEnd()))
        .put("status", record.status())
        .put("content_hash", record.contentHash())
        .put("collected_at", text(record.collectedAt()))
        .put("collector_ver", record.collectorVer())
        .put("collected_by", record.collectedBy())
        .put("artifact_s3_key", record.objectKey())
        .put("object_version_id", record.objectVersionId())
        .put("error", record.error());
  }

  /**
   * @throws IllegalArgumentException where it is no such snapshot
   */
  public static EvidenceSnapshot read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!SCHEMA.equals(node.path("schema").asText())) {
        throw new IllegalArgumentException("it is no " + SCHEMA);
      }
      List<PinnedControl> controls = new ArrayList<>();
      node.path("controls").forEach(control -> controls.add(control(control)));
      List<PinnedRecord> records = new ArrayList<>();
      node.path("records").forEach(record -> records.add(record(record)));
      return new EvidenceSnapshot(node.path("framework").asText(), controls, records);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static PinnedControl control(JsonNode node) {
    return new PinnedControl(
        UUID.fromString(node.path("id").asText()),
        node.path("control_id").asText(),
        node.path("name").asText(),
        node.path("definition_sha256").asText(),
        node.path("definition"));
  }

  private static PinnedRecord record(JsonNode node) {
    return new PinnedRecord(
        UUID.fromString(node.path("id").asText()),
        UUID.fromString(node.path("control_id").asText()),
        Instant.parse(node.path("period_start").asText()),
        Instant.parse(node.path("period_end").asText()),
        node.path("status").asText(),
        node.path("content_hash").asText(),
        instant(node.path("collected_at").textValue()),
        node.path("collector_ver").asText(),
        node.path("collected_by").asText(),
        node.path("artifact_s3_key").textValue(),
        node.path("object_version_id").textValue(),
        node.path("error").textValue());
  }

  private static Instant instant(String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
