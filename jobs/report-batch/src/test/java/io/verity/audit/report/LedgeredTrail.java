package io.verity.audit.report;

import io.verity.audit.report.scenario.ScenarioEvent;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Writes events into the trail as ingest does: intent, one INSERT a batch and month, mark. */
final class LedgeredTrail {

  private static final int CHUNK = 4_000;

  private final ClickHouseTrailStore store;
  private final String topic;
  private final UUID topicId;
  private long offset;

  LedgeredTrail(ClickHouseTrailStore store, String topic, UUID topicId) {
    this.store = store;
    this.topic = topic;
    this.topicId = topicId;
  }

  void write(List<ScenarioEvent> events) throws IOException {
    for (int from = 0; from < events.size(); from += CHUNK) {
      Map<Integer, AuditBatch> months = new TreeMap<>();
      for (ScenarioEvent event : events.subList(from, Math.min(events.size(), from + CHUNK))) {
        months
            .computeIfAbsent(month(event.at()), m -> new AuditBatch(m, topic, topicId, now()))
            .add(encode(event), 0, offset++);
      }
      for (AuditBatch batch : months.values()) {
        write(batch);
      }
    }
  }

  private void write(AuditBatch batch) throws IOException {
    BatchMeta meta = batch.seal();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    Payloads.compress(batch, payload);
    append(Kind.INTENT, meta);
    store.insertBatch(
        meta,
        UUID.randomUUID().toString(),
        () -> new ByteArrayInputStream(payload.toByteArray()),
        Duration.ofMinutes(1));
    append(Kind.COMMITTED, meta);
  }

  private void append(Kind kind, BatchMeta meta) {
    List<LedgerEntry> entries = new ArrayList<>();
    entries.add(LedgerEntry.of(kind, meta, "test", "test", 1, false, now()));
    store.appendLedger(entries, UUID.randomUUID().toString());
  }

  private static AuditEvent encode(ScenarioEvent from) {
    AuditEvent event = new AuditEvent();
    event.eventId(UUID.fromString(from.eventId()));
    event.eventType().set(from.type());
    event.actorId(UUID.fromString(from.actorId()));
    event.actorType().set(from.actorType());
    event.resourceType().set(from.resourceType());
    event.resourceId(UUID.fromString(from.resourceId()));
    event.action().set(from.action());
    event.details().set(from.details());
    event.timestampMillis(from.at());
    return event;
  }

  private static int month(long millis) {
    var date = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    return date.getYear() * 100 + date.getMonthValue();
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
