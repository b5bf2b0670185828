package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.json.JsonSafe;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.object.StoredObject;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evidence that a person hands in: what it is attached to the record goes into the object store as
 * it came, the record says who handed it in and why, and from there on it is a record as any other.
 */
final class ManualEvidence {

  private static final String VERSION = "manual/1";
  private static final String SECTION = "upload";

  private final EvidenceRecords records;
  private final ObjectStore store;
  private final RecordKeeper keeper;
  private final DatabaseClock clock;

  ManualEvidence(
      EvidenceRecords records, ObjectStore store, RecordKeeper keeper, DatabaseClock clock) {
    this.records = records;
    this.store = store;
    this.keeper = keeper;
    this.clock = clock;
  }

  EvidenceRecord upload(
      Control control,
      Instant start,
      Instant end,
      String who,
      String reason,
      JsonNode payload,
      UploadedFile file) {
    if (store == null) {
      throw new RefusedException(Collectability.NO_STORE);
    }
    if (payload == null && file == null) {
      throw new RefusedException("There is no evidence: send a payload, a file or both.");
    }
    JsonNode data = data(payload);
    EvidenceRecord asked = records.request(control.id(), start, end, Trigger.MANUAL, who).record();
    EvidenceRecord begun =
        records
            .begin(asked.id(), who, VERSION)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Record %s has the evidence of this period already; it never changes."
                            .formatted(asked.id())));
    try {
      Map<String, String> details = details(control, begun, reason, file);
      Section section = new Section.Collected("manual", clock.now(), who, null, details, data, 0);
      Map<String, Section> sections = Map.of(SECTION, section);
      keeper.collected(control, begun, Payload.of(control, begun, who, sections), who, sections);
    } catch (ObjectStoreException e) {
      keeper.failed(begun, e.getMessage(), Payload.of(control, begun, who, Map.of()), who);
      throw e;
    }
    return records.find(begun.id()).orElseThrow();
  }

  private static JsonNode data(JsonNode payload) {
    try {
      JsonNode data =
          payload == null ? JsonNodeFactory.instance.objectNode() : JsonSafe.clean(payload);
      CanonicalJson.bytes(JsonNodeFactory.instance.arrayNode().add(data));
      return data;
    } catch (IllegalArgumentException e) {
      throw new RefusedException("The payload can't be kept: " + e.getMessage());
    }
  }

  private Map<String, String> details(
      Control control, EvidenceRecord record, String reason, UploadedFile file) {
    Map<String, String> details = new TreeMap<>();
    details.put("reason", reason);
    if (file != null) {
      String sha256 = CanonicalJson.sha256(file.content());
      StoredObject stored =
          store.put(
              EvidenceKeys.attachment(control, record, sha256),
              file.content(),
              file.mediaType(),
              Map.of("record", record.id().toString(), "sha256", sha256));
      details.put("file_name", file.name());
      details.put("media_type", file.mediaType());
      details.put("file_sha256", sha256);
      details.put("file_bytes", String.valueOf(file.content().length));
      details.put("object_key", stored.key());
      details.put("version_id", stored.versionId());
    }
    return details;
  }
}
