package io.verity.audit.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An open batch of {@code verity_audit}. Each event is encoded once as its canonical row, which is
 * hashed, and its fields go to columns: the payload is one Native block.
 */
public final class AuditBatch extends OpenBatch<ColumnLane> {

  private final Dictionary eventTypes = new Dictionary();
  private final Dictionary actorTypes = new Dictionary();
  private final Dictionary resourceTypes = new Dictionary();
  private final Dictionary actions = new Dictionary();
  private long bytes;

  public AuditBatch(int tablePartition, String topic, UUID topicId, long ingestedAtMillis) {
    this(UUID.randomUUID(), tablePartition, topic, topicId, ingestedAtMillis);
  }

  AuditBatch(UUID batchId, int tablePartition, String topic, UUID topicId, long ingestedAtMillis) {
    super(batchId, TrailTable.AUDIT, tablePartition, topic, topicId, ingestedAtMillis);
  }

  public void add(AuditEvent event, int partition, long offset) {
    ByteBuf entry = beginRow(partition, offset);
    AuditRow.encode(event, ingestedAtMillis(), origin(), entry);
    ColumnLane lane = lane(partition);
    lane.eventIds.putUuid(event.eventIdHigh(), event.eventIdLow());
    lane.eventTypes.putInt(eventTypes.index(event.eventType()));
    lane.actorIds.putUuid(event.actorIdHigh(), event.actorIdLow());
    lane.actorTypes.putInt(actorTypes.index(event.actorType()));
    lane.resourceTypes.putInt(resourceTypes.index(event.resourceType()));
    lane.resourceIds.putUuid(event.resourceIdHigh(), event.resourceIdLow());
    lane.actions.putInt(actions.index(event.action()));
    lane.details.putString(event.details());
    lane.timestamps.putLong(event.timestampMillis());
    lane.offsets.putLong(offset);
    bytes += entry.size() + MerkleTree.HASH_LENGTH;
    endRow(lane, offset, event.timestampMillis());
  }

  @Override
  public long bytes() {
    return bytes + overheadBytes();
  }

  @Override
  public void writePayload(OutputStream out) throws IOException {
    NativeBlock block = new NativeBlock(out, rows(), TrailTable.AUDIT.columns(1).size());
    block.column("event_id", "UUID");
    for (ColumnLane lane : lanes()) {
      lane.eventIds.writeTo(out);
    }
    block.lowCardinality("event_type", eventTypes, lanes(), lane -> lane.eventTypes);
    block.column("actor_id", "UUID");
    for (ColumnLane lane : lanes()) {
      lane.actorIds.writeTo(out);
    }
    block.lowCardinality("actor_type", actorTypes, lanes(), lane -> lane.actorTypes);
    block.lowCardinality("resource_type", resourceTypes, lanes(), lane -> lane.resourceTypes);
    block.column("resource_id", "UUID");
    for (ColumnLane lane : lanes()) {
      lane.resourceIds.writeTo(out);
    }
    block.lowCardinality("action", actions, lanes(), lane -> lane.actions);
    block.column("details", "String");
    for (ColumnLane lane : lanes()) {
      lane.details.writeTo(out);
    }
    block.column("timestamp", "DateTime64(3, 'UTC')");
    for (ColumnLane lane : lanes()) {
      lane.timestamps.writeTo(out);
    }
    ByteBuf constant = new ByteBuf(16);
    block.column("ingested_at", "DateTime64(3, 'UTC')");
    constant.putLong(ingestedAtMillis());
    block.repeat(constant, rows());
    block.column("batch_id", "UUID");
    constant.clear();
    constant.putUuid(origin().batchIdHigh(), origin().batchIdLow());
    block.repeat(constant, rows());
    block.column("kafka_topic_id", "UUID");
    constant.clear();
    constant.putUuid(origin().topicIdHigh(), origin().topicIdLow());
    block.repeat(constant, rows());
    block.column("kafka_partition", "UInt32");
    for (ColumnLane lane : lanes()) {
      constant.clear();
      constant.putInt(lane.partition());
      block.repeat(constant, lane.rows());
    }
    block.column("kafka_offset", "UInt64");
    for (ColumnLane lane : lanes()) {
      lane.offsets.writeTo(out);
    }
  }

  @Override
  Map<String, Long> rowsByEventType() {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < eventTypes.size(); i++) {
      counts.put(eventTypes.text(i), eventTypes.count(i));
    }
    return counts;
  }

  @Override
  ColumnLane newLane(int partition) {
    return new ColumnLane(partition);
  }
}
