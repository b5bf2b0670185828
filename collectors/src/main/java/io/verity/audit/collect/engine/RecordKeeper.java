package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.StoredObject;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import java.util.Map;

/**
 * Ends an attempt at a record. What is collected is put into the object store first and pinned by
 * its version in the row then. Whoever dies between the two leaves a version that nobody refers to;
 * the next attempt puts its own, which differs by its times at least, and pins that.
 */
final class RecordKeeper {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EvidenceRecords records;
  private final ObjectStore store;

  RecordKeeper(EvidenceRecords records, ObjectStore store) {
    this.records = records;
    this.store = store;
  }

  void collected(
      Control control,
      EvidenceRecord record,
      Payload payload,
      String collectedBy,
      Map<String, Section> sections) {
    String key = EvidenceKeys.record(control, record);
    StoredObject stored =
        store.put(
            key,
            payload.bytes(),
            "application/json",
            Map.of("record", record.id().toString(), "sha256", payload.sha256()));
    String detail = custody(record, payload, stored, sections).toString();
    records.collected(
        record.id(),
        record.attempt(),
        payload.json(),
        payload.sha256(),
        key,
        stored.versionId(),
        collectedBy,
        detail);
  }

  private ObjectNode custody(
      EvidenceRecord record, Payload payload, StoredObject stored, Map<String, Section> sections) {
    ObjectNode detail = JSON.objectNode();
    detail.put("collector_ver", record.collectorVer());
    detail.put("stored", store.location(stored.key(), stored.versionId()));
    detail.put("object_key", stored.key());
    detail.put("version_id", stored.versionId());
    detail.put("sha256", payload.sha256());
    detail.put("bytes", payload.bytes().length);
    if (stored.retainUntil() != null) {
      detail.put("retain_until", stored.retainUntil().toString());
    }
    ObjectNode from = detail.putObject("from");
    sections.forEach(
        (name, section) -> {
          if (section instanceof Section.Collected collected) {
            from.put(name, collected.from());
          }
        });
    return detail;
  }

  void failed(EvidenceRecord record, String error, Payload partial, String who) {
    records.failed(record.id(), record.attempt(), error, partial.json(), partial.sha256(), who);
  }
}
