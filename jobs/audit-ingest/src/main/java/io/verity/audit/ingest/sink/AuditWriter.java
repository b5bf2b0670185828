package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.sink.BatchCommittable.Inline;
import io.verity.audit.ingest.sink.BatchCommittable.Spilled;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.SealableBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * First phase: encodes each record once into the open batch of its table and month, and hands the
 * closed batches over at the checkpoint. Writes nothing to ClickHouse.
 *
 * <p>It never waits: the gate at the source bounds what is on its way. Memory holds the open
 * batches; closed ones above a threshold are in a segment file.
 */
final class AuditWriter implements CommittingSinkWriter<AuditRecord, BatchCommittable> {

  private record Unfinished(BatchMeta meta, long offset, int length) {}

  /** However small the batches are: what a checkpoint holds on the heap is bounded. */
  private static final long MAX_INLINE_BYTES = 4 << 20;

  private final OpenBatches open;
  private final SegmentWriter segment;
  private final int spillThreshold;
  private final SinkWriterMetricGroup metrics;
  private final ProcessingTimeService time;
  private final Duration flushInterval;
  private final Compressed compressed = new Compressed();
  private final List<BatchCommittable> inline = new ArrayList<>();
  private final List<Unfinished> spilled = new ArrayList<>();
  private long inlineBytes;

  AuditWriter(
      SinkSettings settings,
      SegmentWriter segment,
      int parallelism,
      SinkWriterMetricGroup metrics,
      ProcessingTimeService time) {
    this.open =
        new OpenBatches(
            settings.batchSize(),
            settings.batchBytes(),
            Math.max(1, settings.writerMemory() / parallelism),
            this::closed);
    this.segment = segment;
    this.spillThreshold = settings.spillThreshold();
    this.metrics = metrics;
    this.time = time;
    this.flushInterval = settings.flushInterval();
    scheduleFlush();
  }

  @Override
  public void write(AuditRecord record, Context context) throws IOException {
    open.add(record);
    metrics.getNumRecordsSendCounter().inc();
    metrics.getNumBytesSendCounter().inc(record.source().bytes());
  }

  @Override
  public void flush(boolean endOfInput) {
    // all that was written leaves with prepareCommit, which follows
  }

  @Override
  public Collection<BatchCommittable> prepareCommit() throws IOException {
    open.closeAll();
    List<BatchCommittable> batches = new ArrayList<>(inline);
    inline.clear();
    inlineBytes = 0;
    if (!spilled.isEmpty()) {
      int count = segment.batches();
      String path = segment.finish().toString();
      for (Unfinished batch : spilled) {
        Spilled payload = new Spilled(path, batch.offset(), batch.length(), count);
        batches.add(new BatchCommittable(batch.meta(), BatchCommittable.UNSTAMPED, payload));
      }
      spilled.clear();
    }
    return batches;
  }

  @Override
  public void close() throws IOException {
    segment.discard();
  }

  private void scheduleFlush() {
    time.registerTimer(
        time.getCurrentProcessingTime() + Math.max(100, flushInterval.toMillis() / 4),
        now -> {
          open.closeOpenedBy(System.currentTimeMillis() - flushInterval.toMillis());
          scheduleFlush();
        });
  }

  private void closed(SealableBatch batch) throws IOException {
    BatchMeta meta = batch.seal();
    compressed.reset();
    Payloads.compress(batch, compressed);
    if (compressed.size() > spillThreshold || inlineBytes + compressed.size() > MAX_INLINE_BYTES) {
      long offset = segment.append(meta, compressed.buffer(), compressed.size());
      spilled.add(new Unfinished(meta, offset, compressed.size()));
    } else {
      Inline payload = new Inline(Arrays.copyOf(compressed.buffer(), compressed.size()));
      inline.add(new BatchCommittable(meta, BatchCommittable.UNSTAMPED, payload));
      inlineBytes += compressed.size();
    }
  }

  /** Lets its buffer be read without a copy. */
  private static final class Compressed extends ByteArrayOutputStream {
    byte[] buffer() {
      return buf;
    }
  }
}
