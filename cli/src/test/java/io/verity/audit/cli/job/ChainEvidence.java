package io.verity.audit.cli.job;

import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.evidence.object.StoredObject;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.NewControl;
import io.verity.audit.store.Trigger;
import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A trail of a few events, and evidence as the collector leaves it. */
final class ChainEvidence {

  static final UUID EVENT = new UUID(1, 1);

  private static final UUID CONTROL = new UUID(2, 2);
  private static final String DEFINITION =
      """
      {"control_id": "CHAIN.1", "name": "No orphans", "collection_fn": "sql",
       "schedule": "0 0 * * *", "sources": [{"source": "trail", "request": {"query": "x"}}],
       "expectations": []}""";
  private static final String PAYLOAD = "{\"orphans\": 0, \"sources\": {}, \"day\": \"%s\"}";

  private final EvidenceRecords records;
  private final Path objects;

  ChainEvidence(Database database, Path objects) {
    this.records = new EvidenceRecords(database);
    this.objects = objects;
    new Controls(database)
        .load(
            List.of(
                new NewControl(
                    CONTROL,
                    "sox",
                    "CHAIN.1",
                    "No orphans",
                    null,
                    "sql",
                    "0 0 * * *",
                    DEFINITION,
                    CanonicalJson.sha256(CanonicalJson.bytes(DEFINITION)))));
  }

  static String key(UUID record) {
    return "evidence/sox/CHAIN.1/" + record + ".json";
  }

  UUID collect(String day) {
    Instant start = Instant.parse(day + "T00:00:00Z");
    UUID id =
        records
            .request(CONTROL, start, start.plusSeconds(86_400), Trigger.AD_HOC, "ada")
            .record()
            .id();
    EvidenceRecord record = records.begin(id, "verity-collector", "sql/1").orElseThrow();
    byte[] payload = CanonicalJson.bytes(PAYLOAD.formatted(day));
    try (ObjectStore store =
        ObjectStores.open(
            new ObjectStoreSettings(
                "file:" + objects, "", "", "", "", "", ObjectStoreSettings.SEVEN_YEARS))) {
      StoredObject stored = store.put(key(id), payload, "application/json", Map.of());
      records.collected(
          id,
          record.attempt(),
          new String(payload, StandardCharsets.UTF_8),
          CanonicalJson.sha256(payload),
          stored.key(),
          stored.versionId(),
          "verity-collector",
          "{}");
    }
    return id;
  }

  /** As ingest writes it: intent, one INSERT, committed mark. */
  static void writeTrail(ClickHouseTrailStore trail) throws IOException {
    AuditBatch batch = new AuditBatch(202607, "chain", new UUID(3, 3), now());
    for (int i = 0; i < 5; i++) {
      batch.add(event(i), 0, i);
    }
    BatchMeta meta = batch.seal();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    Payloads.compress(batch, payload);
    append(trail, Kind.INTENT, meta);
    trail.insertBatch(
        meta,
        UUID.randomUUID().toString(),
        () -> new ByteArrayInputStream(payload.toByteArray()),
        Duration.ofMinutes(1));
    append(trail, Kind.COMMITTED, meta);
  }

  private static void append(ClickHouseTrailStore trail, Kind kind, BatchMeta meta) {
    trail.appendLedger(
        List.of(LedgerEntry.of(kind, meta, "test", "test", 1, false, now())),
        UUID.randomUUID().toString());
  }

  private static AuditEvent event(int n) {
    AuditEvent event = new AuditEvent();
    event.eventId(new UUID(1, 1 + n));
    event.eventType().set("LOGIN_SUCCEEDED");
    event.actorId(new UUID(4, n));
    event.actorType().set("USER");
    event.resourceType().set("APPLICATION");
    event.resourceId(new UUID(5, n));
    event.action().set("LOGIN");
    event.details().set("{}");
    event.timestampMillis(Instant.parse("2026-07-03T12:00:00Z").toEpochMilli() + n);
    return event;
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
