package io.verity.audit.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;

/** An open batch of {@code verity_audit_rejected}; the rows are kept as they are hashed. */
public final class RejectedBatch extends OpenBatch<RejectedBatch.RowLane> {

  private long bytes;

  public RejectedBatch(int tablePartition, String topic, UUID topicId, long ingestedAtMillis) {
    this(UUID.randomUUID(), tablePartition, topic, topicId, ingestedAtMillis);
  }

  RejectedBatch(
      UUID batchId, int tablePartition, String topic, UUID topicId, long ingestedAtMillis) {
    super(batchId, TrailTable.REJECTED, tablePartition, topic, topicId, ingestedAtMillis);
  }

  public void add(RejectedRow row, int partition, long offset) {
    ByteBuf entry = beginRow(partition, offset);
    row.encode(ingestedAtMillis(), origin(), entry);
    RowLane lane = lane(partition);
    lane.rowBytes.putBytes(entry.array(), 1, entry.size() - 1);
    bytes += entry.size();
    endRow(lane, offset, ingestedAtMillis());
  }

  @Override
  public long bytes() {
    return bytes + overheadBytes();
  }

  @Override
  public void writePayload(OutputStream out) throws IOException {
    for (RowLane lane : lanes()) {
      lane.rowBytes.writeTo(out);
    }
  }

  @Override
  Map<String, Long> rowsByEventType() {
    return Map.of();
  }

  @Override
  RowLane newLane(int partition) {
    return new RowLane(partition);
  }

  static final class RowLane extends Lane {
    private final ByteBuf rowBytes = new ByteBuf(4096);

    RowLane(int partition) {
      super(partition);
    }
  }
}
