package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.RejectedBatch;
import io.verity.audit.trail.RejectedRow;
import io.verity.audit.trail.SealableBatch;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The batches that are open: at most one for each topic id, table and month. A batch is closed when
 * it is full, when it is as old as the flush interval, or when all of them together take too much
 * memory: then the largest goes.
 */
final class OpenBatches {

  /** Takes a batch that is closed. */
  interface Closed {
    void accept(SealableBatch batch) throws IOException;
  }

  private record Key(UUID topicId, boolean rejected, int month) {}

  private final int maxRows;
  private final long maxBytes;
  private final long memory;
  private final Closed closed;
  private final Map<Key, SealableBatch> open = new HashMap<>();
  private final Month eventMonth = new Month();
  private final Month ingestMonth = new Month();
  private Key lastAuditKey;
  private AuditBatch lastAuditBatch;
  private long bytes;

  OpenBatches(int maxRows, long maxBytes, long memory, Closed closed) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.memory = memory;
    this.closed = closed;
  }

  void add(AuditRecord record) throws IOException {
    SourceRecord source = record.source();
    if (record.rejection() == null) {
      addEvent(record, source);
    } else {
      addRejected(record.rejection(), source);
    }
    if (bytes > memory) {
      closeLargest();
    }
  }

  /** Closes every batch that was opened at or before the given time. */
  void closeOpenedBy(long millis) throws IOException {
    List<Map.Entry<Key, SealableBatch>> due =
        open.entrySet().stream().filter(e -> e.getValue().openedAtMillis() <= millis).toList();
    for (Map.Entry<Key, SealableBatch> entry : due) {
      close(entry.getKey(), entry.getValue());
    }
  }

  void closeAll() throws IOException {
    closeOpenedBy(Long.MAX_VALUE);
  }

  private void addEvent(AuditRecord record, SourceRecord source) throws IOException {
    AuditBatch batch = auditBatch(source, eventMonth.of(record.event().timestampMillis()));
    Key key = lastAuditKey;
    long before = batch.bytes();
    addHoles(batch, source);
    batch.add(record.event(), source.partition(), source.offset());
    account(key, batch, before);
  }

  private void addRejected(String reason, SourceRecord source) throws IOException {
    long now = System.currentTimeMillis();
    Key key = new Key(source.topicId(), true, ingestMonth.of(now));
    RejectedBatch batch = (RejectedBatch) open.get(key);
    if (batch == null) {
      batch = new RejectedBatch(key.month(), source.topic(), key.topicId(), now);
      opened(key, batch);
    }
    long before = batch.bytes();
    addHoles(batch, source);
    RejectedRow row =
        new RejectedRow(
            source.timestampMillis(),
            reason,
            source.key(),
            List.of(source.headers()),
            source.value());
    batch.add(row, source.partition(), source.offset());
    account(key, batch, before);
  }

  private AuditBatch auditBatch(SourceRecord source, int month) {
    if (lastAuditKey == null
        || lastAuditKey.month() != month
        || !lastAuditKey.topicId().equals(source.topicId())) {
      lastAuditKey = new Key(source.topicId(), false, month);
      lastAuditBatch = (AuditBatch) open.get(lastAuditKey);
    }
    if (lastAuditBatch == null) {
      lastAuditBatch =
          new AuditBatch(month, source.topic(), source.topicId(), System.currentTimeMillis());
      opened(lastAuditKey, lastAuditBatch);
    }
    return lastAuditBatch;
  }

  private void opened(Key key, SealableBatch batch) {
    open.put(key, batch);
    bytes += batch.bytes();
  }

  private static void addHoles(SealableBatch batch, SourceRecord source) {
    long[] holes = source.holes();
    if (holes != null) {
      for (int i = 0; i < holes.length; i += 2) {
        batch.addHoles(source.partition(), holes[i], holes[i + 1]);
      }
    }
  }

  private void account(Key key, SealableBatch batch, long before) throws IOException {
    bytes += batch.bytes() - before;
    if (batch.rows() >= maxRows || batch.bytes() >= maxBytes) {
      close(key, batch);
    }
  }

  private void closeLargest() throws IOException {
    Map.Entry<Key, SealableBatch> largest =
        open.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().bytes()))
            .orElseThrow();
    close(largest.getKey(), largest.getValue());
  }

  private void close(Key key, SealableBatch batch) throws IOException {
    open.remove(key);
    if (key.equals(lastAuditKey)) {
      lastAuditBatch = null;
    }
    bytes -= batch.bytes();
    closed.accept(batch);
  }
}
