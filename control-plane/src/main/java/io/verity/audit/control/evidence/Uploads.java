package io.verity.audit.control.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.engine.CollectorEngine;
import io.verity.audit.collect.engine.RefusedException;
import io.verity.audit.control.http.Json;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.json.JsonSafe;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceFilter;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import java.util.Optional;

/** Takes evidence from people. The same handed in again is the same record. */
public final class Uploads {

  private final CollectorEngine engine;
  private final EvidenceRecords records;

  public Uploads(CollectorEngine engine, EvidenceRecords records) {
    this.engine = engine;
    this.records = records;
  }

  /** A record, and whether it is of now. */
  record Taken(EvidenceRecord record, boolean isNew) {}

  Taken take(Control control, Upload upload, String who) {
    Optional<EvidenceRecord> before = existing(control, upload);
    if (before.isPresent() && isSame(before.get(), upload)) {
      return new Taken(before.get(), false);
    }
    try {
      EvidenceRecord record =
          engine.upload(
              control.id(),
              upload.period().start(),
              upload.period().end(),
              who,
              upload.reason(),
              upload.payload(),
              upload.file());
      return new Taken(record, true);
    } catch (RefusedException e) {
      // two of the same at once: the later one finds what the first has made
      return existing(control, upload)
          .filter(record -> isSame(record, upload))
          .map(record -> new Taken(record, false))
          .orElseThrow(() -> e);
    }
  }

  private Optional<EvidenceRecord> existing(Control control, Upload upload) {
    EvidenceFilter filter =
        new EvidenceFilter(
            control.id(), null, "collected", upload.period().start(), upload.period().end());
    return records.page(filter, 1_000, null).items().stream()
        .filter(record -> record.periodStart().equals(upload.period().start()))
        .filter(record -> record.periodEnd().equals(upload.period().end()))
        .findFirst()
        .flatMap(record -> records.find(record.id()));
  }

  private static boolean isSame(EvidenceRecord record, Upload upload) {
    try {
      JsonNode section = Json.MAPPER.readTree(record.rawPayload()).path("sources").path("upload");
      JsonNode details = section.path("details");
      String file = upload.file() == null ? null : CanonicalJson.sha256(upload.file().content());
      JsonNode data =
          upload.payload() == null
              ? Json.MAPPER.createObjectNode()
              : JsonSafe.clean(upload.payload());
      return upload.reason().equals(details.path("reason").asText(null))
          && java.util.Objects.equals(file, details.path("file_sha256").asText(null))
          && hash(data).equals(hash(section.path("data")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "record " + record.id() + " has a payload that is no JSON", e);
    }
  }

  private static String hash(JsonNode value) {
    return CanonicalJson.sha256(CanonicalJson.bytes(Json.MAPPER.createArrayNode().add(value)));
  }
}
