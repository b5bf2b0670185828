package io.verity.audit.ingest.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.RejectedRow.Header;
import io.verity.audit.trail.TrailTable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenBatchesTest {

  private static final long PLENTY = 1 << 30;
  private static final UUID TOPIC = new UUID(0, 1);
  private static final UUID OTHER_TOPIC = new UUID(0, 2);
  private static final Instant JULY = Instant.parse("2026-07-15T00:00:00Z");
  private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");

  /** What a batch of one partition takes before its first row. */
  private static final long OVERHEAD = 24 << 10;

  private final List<BatchMeta> closed = new ArrayList<>();
  private long offset;

  @Test
  void aFullBatchIsClosed() throws IOException {
    OpenBatches open = open(3, PLENTY, PLENTY);
    for (int i = 0; i < 7; i++) {
      open.add(event(TOPIC, JULY, 10));
    }
    assertThat(closed).extracting(BatchMeta::rows).containsExactly(3L, 3L);
    open.closeAll();
    assertThat(closed).extracting(BatchMeta::rows).containsExactly(3L, 3L, 1L);
    assertThat(closed)
        .extracting(batch -> batch.runs().toString())
        .containsExactly("[0:0-2]", "[0:3-5]", "[0:6-6]");
  }

  @Test
  void aLargeBatchIsClosed() throws IOException {
    OpenBatches open = open(1000, OVERHEAD + 10_000, PLENTY);
    for (int i = 0; i < 3; i++) {
      open.add(event(TOPIC, JULY, 4_000));
    }
    assertThat(closed).extracting(BatchMeta::rows).containsExactly(3L);
  }

  @Test
  void eachMonthTopicAndTableHasABatchOfItsOwn() throws IOException {
    OpenBatches open = open(1000, PLENTY, PLENTY);
    for (int i = 0; i < 2; i++) {
      open.add(event(TOPIC, JULY, 10));
      open.add(event(OTHER_TOPIC, JULY, 10));
      open.add(event(TOPIC, AUGUST, 10));
      open.add(rejected(TOPIC));
    }
    open.closeAll();
    assertThat(closed).hasSize(4).allMatch(batch -> batch.rows() == 2);
    assertThat(closed)
        .filteredOn(batch -> batch.table() == TrailTable.AUDIT)
        .extracting(batch -> batch.topicId() + " " + batch.tablePartition())
        .containsExactlyInAnyOrder(TOPIC + " 202607", OTHER_TOPIC + " 202607", TOPIC + " 202608");
  }

  @Test
  void theLargestGoesWhenMemoryIsShort() throws IOException {
    OpenBatches open = open(1000, PLENTY, 2 * OVERHEAD + 20_000);
    open.add(event(TOPIC, AUGUST, 1_000));
    for (int i = 0; i < 5; i++) {
      open.add(event(TOPIC, JULY, 4_000));
    }
    assertThat(closed).extracting(BatchMeta::tablePartition).containsExactly(202607);
    open.add(event(TOPIC, AUGUST, 10));
    open.closeAll();
    assertThat(closed).extracting(BatchMeta::tablePartition).containsExactly(202607, 202608);
  }

  @Test
  void memoryIsGivenBackWithEachBatch() throws IOException {
    OpenBatches open = open(2, PLENTY, OVERHEAD + 20_000);
    for (int i = 0; i < 20; i++) {
      open.add(event(TOPIC, JULY, 4_000));
    }
    assertThat(closed).hasSize(10).allMatch(batch -> batch.rows() == 2);
  }

  @Test
  void batchesOfManyMonthsTakeNoMoreThanTheMemoryGiven() throws IOException {
    OpenBatches open = open(1000, PLENTY, 10 * OVERHEAD);
    for (int month = 0; month < 200; month++) {
      open.add(event(TOPIC, JULY.plus(31L * month, ChronoUnit.DAYS), 10));
    }
    assertThat(closed).hasSizeGreaterThan(185);
  }

  @Test
  void anOldBatchIsClosed() throws IOException {
    OpenBatches open = open(1000, PLENTY, PLENTY);
    long before = System.currentTimeMillis();
    open.add(event(TOPIC, JULY, 10));
    open.closeOpenedBy(before - 1);
    assertThat(closed).isEmpty();
    open.closeOpenedBy(System.currentTimeMillis());
    assertThat(closed).hasSize(1);
    open.closeAll();
    assertThat(closed).hasSize(1);
  }

  @Test
  void holesGoWithTheRecordAfterThem() throws IOException {
    OpenBatches open = open(1000, PLENTY, PLENTY);
    open.add(event(TOPIC, JULY, 10));
    offset = 3;
    AuditRecord record = event(TOPIC, AUGUST, 10);
    record.source().holes(new long[] {1, 2});
    open.add(record);
    open.closeAll();
    assertThat(closed)
        .extracting(batch -> batch.tablePartition() + " " + batch.runs())
        .containsExactlyInAnyOrder("202607 [0:0-0]", "202608 [0:1-2, 0:3-3]");
  }

  private OpenBatches open(int rows, long bytes, long memory) {
    return new OpenBatches(rows, bytes, memory, batch -> closed.add(batch.seal()));
  }

  private AuditRecord event(UUID topicId, Instant time, int details) {
    AuditRecord record = new AuditRecord();
    record.source(source(topicId));
    var filled = TestBatches.event(time.toEpochMilli());
    record.event().eventId(filled.eventId());
    record.event().eventType().set("TEST".getBytes(UTF_8));
    record.event().actorType().set("USER".getBytes(UTF_8));
    record.event().resourceType().set("DOCUMENT".getBytes(UTF_8));
    record.event().action().set("READ".getBytes(UTF_8));
    record.event().details().set(new byte[details]);
    record.event().timestampMillis(time.toEpochMilli());
    return record;
  }

  private AuditRecord rejected(UUID topicId) {
    AuditRecord record = new AuditRecord();
    record.source(source(topicId));
    record.reject("not JSON");
    return record;
  }

  private SourceRecord source(UUID topicId) {
    SourceRecord source = new SourceRecord();
    source.set("topic", 0, offset++, 0, null, new byte[10], null, new Header[0]);
    source.topicId(topicId);
    return source;
  }
}
