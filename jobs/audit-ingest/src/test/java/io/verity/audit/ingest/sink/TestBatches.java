package io.verity.audit.ingest.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.ingest.sink.BatchCommittable.Inline;
import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Kind;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.TrailTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Closed batches for unit tests. */
final class TestBatches {

  static final UUID TOPIC_ID = UUID.fromString("0b8f4d5e-6a3c-4f8e-9f2f-55cf0a1f1d4c");

  private TestBatches() {}

  /** Real rows at these offsets of partition 0. */
  static BatchCommittable batch(long checkpointId, long first, long last) {
    AuditBatch batch = new AuditBatch(202607, "topic", TOPIC_ID, 1_782_900_000_000L);
    for (long offset = first; offset <= last; offset++) {
      batch.add(event(1_782_900_000_000L + offset), 0, offset);
    }
    BatchMeta meta = batch.seal();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try {
      Payloads.compress(batch, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BatchCommittable(meta, checkpointId, new Inline(payload.toByteArray()));
  }

  static AuditEvent event(long timestampMillis) {
    AuditEvent event = new AuditEvent();
    event.eventId(UUID.randomUUID());
    event.actorId(UUID.randomUUID());
    event.resourceId(UUID.randomUUID());
    event.eventType().set("TEST_EVENT".getBytes(UTF_8));
    event.actorType().set("USER".getBytes(UTF_8));
    event.resourceType().set("DOCUMENT".getBytes(UTF_8));
    event.action().set("READ".getBytes(UTF_8));
    event.details().set("{}".getBytes(UTF_8));
    event.timestampMillis(timestampMillis);
    return event;
  }

  /** Made up, and the same for ever: what the golden files hold. */
  static BatchMeta golden() {
    return new BatchMeta(
        UUID.fromString("4d9f0a52-7c3a-4c53-8f57-3a7e2f6c1b90"),
        TrailTable.AUDIT,
        202607,
        "verity.audit.all",
        TOPIC_ID,
        7,
        OffsetRuns.of(
            List.of(
                new Run(Kind.ROWS, 0, 5, 9),
                new Run(Kind.HOLES, 0, 10, 10),
                new Run(Kind.ROWS, 3, 4_294_967_296L, 4_294_967_297L))),
        -1L,
        1_782_900_000_123L,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        1,
        Map.of("LOGIN_SUCCESS", 4L, "EXPORT", 3L));
  }
}
