package io.verity.audit.ingest.source;

import io.verity.audit.ingest.record.SourceRecord;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** The reader's output with the coverage filter and the gate's count before it. */
final class FilteringOutput implements ReaderOutput<SourceRecord> {

  private final ReaderOutput<SourceRecord> output;
  private final Map<String, PartitionCursor> cursors;
  private final IntakeGate gate;

  FilteringOutput(
      ReaderOutput<SourceRecord> output, Map<String, PartitionCursor> cursors, IntakeGate gate) {
    this.output = output;
    this.cursors = cursors;
    this.gate = gate;
  }

  boolean wraps(ReaderOutput<SourceRecord> other) {
    return output == other;
  }

  @Override
  public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
    PartitionCursor cursor = cursors.get(splitId);
    SourceOutput<SourceRecord> target = output.createOutputForSplit(splitId);
    return new SourceOutput<>() {
      @Override
      public void collect(SourceRecord record) {
        collect(record, record.timestampMillis());
      }

      @Override
      public void collect(SourceRecord record, long timestamp) {
        gate.count(record.bytes());
        if (cursor.admit(record)) {
          target.collect(record, timestamp);
        }
      }

      @Override
      public void emitWatermark(Watermark watermark) {
        target.emitWatermark(watermark);
      }

      @Override
      public void markIdle() {
        target.markIdle();
      }

      @Override
      public void markActive() {
        target.markActive();
      }
    };
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    output.releaseOutputForSplit(splitId);
  }

  @Override
  public void collect(SourceRecord record) {
    throw new IllegalStateException("the Kafka reader emits by split");
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    throw new IllegalStateException("the Kafka reader emits by split");
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    output.markIdle();
  }

  @Override
  public void markActive() {
    output.markActive();
  }
}
