package io.verity.audit.trail;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.BiPredicate;

/** A Native block of {@code verity_audit} as {@link AuditBatch} writes it, read back. */
final class AuditBlock {

  private final int rows;
  private final UUID[][] ids = new UUID[3][];
  private final byte[][][] texts = new byte[4][][];
  private final byte[][] details;
  private final long[] timestamps;
  private final long ingestedAtMillis;
  private final int[] partitions;
  private final long[] offsets;

  private AuditBlock(RowBinaryReader in) throws IOException {
    long columns = in.readVarint();
    if (columns != TrailTable.AUDIT.columns(1).size()) {
      throw new IOException("a block of " + columns + " columns is not one of verity_audit");
    }
    rows = Math.toIntExact(in.readVarint());
    ids[0] = uuids(in, "event_id");
    texts[0] = lowCardinality(in, "event_type");
    ids[1] = uuids(in, "actor_id");
    texts[1] = lowCardinality(in, "actor_type");
    texts[2] = lowCardinality(in, "resource_type");
    ids[2] = uuids(in, "resource_id");
    texts[3] = lowCardinality(in, "action");
    header(in, "details");
    details = new byte[rows][];
    for (int i = 0; i < rows; i++) {
      details[i] = in.readStringBytes();
    }
    timestamps = longs(in, "timestamp");
    long[] ingested = longs(in, "ingested_at");
    ingestedAtMillis = rows == 0 ? 0 : ingested[0];
    uuids(in, "batch_id");
    uuids(in, "kafka_topic_id");
    header(in, "kafka_partition");
    partitions = new int[rows];
    for (int i = 0; i < rows; i++) {
      partitions[i] = in.readInt();
    }
    offsets = longs(in, "kafka_offset");
  }

  static AuditBlock read(InputStream payload) throws IOException {
    try (RowBinaryReader in = new RowBinaryReader(payload)) {
      return new AuditBlock(in);
    }
  }

  /** The wanted rows as a new batch; the time of ingestion stays what it was. */
  AuditBatch copyRows(BatchMeta old, UUID batchId, BiPredicate<Integer, Long> wanted) {
    AuditBatch batch =
        new AuditBatch(batchId, old.tablePartition(), old.topic(), old.topicId(), ingestedAtMillis);
    AuditEvent event = new AuditEvent();
    for (int i = 0; i < rows; i++) {
      if (wanted.test(partitions[i], offsets[i])) {
        event.eventId(ids[0][i]);
        event.eventType().set(texts[0][i]);
        event.actorId(ids[1][i]);
        event.actorType().set(texts[1][i]);
        event.resourceType().set(texts[2][i]);
        event.resourceId(ids[2][i]);
        event.action().set(texts[3][i]);
        event.details().set(details[i]);
        event.timestampMillis(timestamps[i]);
        batch.add(event, partitions[i], offsets[i]);
      }
    }
    return batch;
  }

  private static void header(RowBinaryReader in, String expected) throws IOException {
    String name = in.readString();
    in.readString();
    if (!name.equals(expected)) {
      throw new IOException("the block has the column " + name + " where " + expected + " belongs");
    }
  }

  private UUID[] uuids(RowBinaryReader in, String name) throws IOException {
    header(in, name);
    UUID[] values = new UUID[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = in.readUuid();
    }
    return values;
  }

  private long[] longs(RowBinaryReader in, String name) throws IOException {
    header(in, name);
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  private byte[][] lowCardinality(RowBinaryReader in, String name) throws IOException {
    header(in, name);
    in.readLong();
    int width = (int) in.readLong() & 0xFF;
    byte[][] dictionary = new byte[Math.toIntExact(in.readLong())][];
    for (int i = 0; i < dictionary.length; i++) {
      dictionary[i] = in.readStringBytes();
    }
    in.readLong();
    byte[][] values = new byte[rows][];
    for (int i = 0; i < rows; i++) {
      int index = width == 0 ? in.readByte() : width == 1 ? in.readShort() : in.readInt();
      values[i] = dictionary[index];
    }
    return values;
  }
}
