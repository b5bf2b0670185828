package io.verity.audit.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Controls and evidence that tests need to be there; every framework of its own name. */
final class SampleEvidence {

  static final String HASH = "a".repeat(64);
  static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-08-01T00:00:00Z");

  private SampleEvidence() {}

  static NewControl control(String framework, String controlId) {
    return new NewControl(
        UUID.nameUUIDFromBytes((framework + controlId).getBytes()),
        framework,
        controlId,
        "name of " + controlId,
        null,
        "sql",
        "0 * * * *",
        "{\"control_id\": \"" + controlId + "\"}",
        HASH);
  }

  /** One control of a framework that no other test has. */
  static NewControl loaded(Database database) {
    NewControl control = control("fw-" + UUID.randomUUID(), "CC6.1");
    new Controls(database).load(List.of(control));
    return control;
  }

  static UUID collected(Database database, UUID controlId, Instant start, Instant end) {
    EvidenceRecords records = new EvidenceRecords(database);
    UUID id = records.request(controlId, start, end, Trigger.AD_HOC, "mei").record().id();
    int attempt = records.begin(id, "verity-collector", "sql/1").orElseThrow().attempt();
    records.collected(
        id, attempt, "{\"a\":1}", HASH, "evidence/" + id, "v1", "verity-collector", null);
    return id;
  }
}
