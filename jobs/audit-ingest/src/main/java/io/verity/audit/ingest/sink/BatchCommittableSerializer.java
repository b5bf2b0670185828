package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.sink.BatchCommittable.Inline;
import io.verity.audit.ingest.sink.BatchCommittable.Payload;
import io.verity.audit.ingest.sink.BatchCommittable.Spilled;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.TrailTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The form of a batch in checkpoints and savepoints. A version once released stays readable for
 * ever: a golden file of each is kept by the tests.
 */
public final class BatchCommittableSerializer
    implements SimpleVersionedSerializer<BatchCommittable> {

  private static final int VERSION = 1;
  private static final int INLINE = 0;
  private static final int SPILLED = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(BatchCommittable batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    writeMeta(batch.meta(), out);
    out.writeLong(batch.checkpointId());
    if (batch.payload() instanceof Spilled spilled) {
      out.writeByte(SPILLED);
      out.writeUTF(spilled.segment());
      out.writeLong(spilled.offset());
      out.writeInt(spilled.length());
      out.writeInt(spilled.batchesInSegment());
    } else {
      byte[] bytes = ((Inline) batch.payload()).bytes();
      out.writeByte(INLINE);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public BatchCommittable deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "a batch in the state has version "
              + version
              + ", this release reads up to "
              + VERSION
              + ": it was written by a newer release");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    BatchMeta meta = readMeta(in);
    long checkpointId = in.readLong();
    return new BatchCommittable(meta, checkpointId, readPayload(in));
  }

  static void writeMeta(BatchMeta meta, DataOutputSerializer out) throws IOException {
    writeUuid(meta.batchId(), out);
    out.writeByte(meta.table().code());
    out.writeInt(meta.tablePartition());
    out.writeUTF(meta.topic());
    writeUuid(meta.topicId(), out);
    out.writeLong(meta.rows());
    out.writeInt(meta.runs().asList().size());
    for (Run run : meta.runs().asList()) {
      out.writeByte(run.kind().code());
      out.writeInt(run.partition());
      out.writeLong(run.first());
      out.writeLong(run.last());
    }
    out.writeLong(meta.minTimestampMillis());
    out.writeLong(meta.maxTimestampMillis());
    out.writeUTF(meta.root());
    out.writeShort(meta.schemaVersion());
    out.writeInt(meta.rowsByEventType().size());
    for (Map.Entry<String, Long> count : new TreeMap<>(meta.rowsByEventType()).entrySet()) {
      out.writeUTF(count.getKey());
      out.writeLong(count.getValue());
    }
  }

  static BatchMeta readMeta(DataInputDeserializer in) throws IOException {
    UUID batchId = readUuid(in);
    TrailTable table = TrailTable.ofCode(in.readByte());
    int tablePartition = in.readInt();
    String topic = in.readUTF();
    UUID topicId = readUuid(in);
    long rows = in.readLong();
    int count = in.readInt();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OffsetRuns.Kind kind = OffsetRuns.Kind.ofCode(in.readByte());
      runs.add(new Run(kind, in.readInt(), in.readLong(), in.readLong()));
    }
    long min = in.readLong();
    long max = in.readLong();
    String root = in.readUTF();
    int schemaVersion = in.readUnsignedShort();
    Map<String, Long> rowsByEventType = new TreeMap<>();
    int types = in.readInt();
    for (int i = 0; i < types; i++) {
      rowsByEventType.put(in.readUTF(), in.readLong());
    }
    return new BatchMeta(
        batchId,
        table,
        tablePartition,
        topic,
        topicId,
        rows,
        OffsetRuns.of(runs),
        min,
        max,
        root,
        schemaVersion,
        rowsByEventType);
  }

  private static Payload readPayload(DataInputDeserializer in) throws IOException {
    int kind = in.readByte();
    if (kind == SPILLED) {
      return new Spilled(in.readUTF(), in.readLong(), in.readInt(), in.readInt());
    }
    if (kind != INLINE) {
      throw new IOException("a batch in the state has a payload of unknown kind " + kind);
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Inline(bytes);
  }

  private static void writeUuid(UUID id, DataOutputSerializer out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static UUID readUuid(DataInputDeserializer in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }
}
