package io.verity.audit.trail.verify;

import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.TrailTable;
import java.io.IOException;
import java.util.Collection;
import java.util.UUID;

/**
 * The rows of one table partition as ClickHouse sends them, by batch, Kafka partition and offset:
 * of each its coordinates, its time and its leaf hash, which the server takes over all its columns.
 */
final class StoredRows {

  private final RowBinaryReader in;
  private final byte[] leaf = new byte[MerkleTree.HASH_LENGTH];
  private UUID batchId;
  private UUID topicId;
  private int partition;
  private long offset;
  private long timeMillis;

  StoredRows(RowBinaryReader in) {
    this.in = in;
  }

  /**
   * @param times the rows wanted, by the time column
   * @param ids the batches wanted; null for all
   */
  static String sql(TrailPartition partition, TimeRange times, Collection<UUID> ids) {
    TrailTable table = partition.table();
    return "SELECT batch_id, kafka_topic_id, kafka_partition, kafka_offset, "
        + table.timeColumn()
        + ", "
        + table.leafExpression(TrailTable.SCHEMA_VERSION)
        + " FROM "
        + table.qualifiedName()
        + " WHERE _partition_id = '"
        + partition.month()
        + "'"
        + TimeFilter.of(table, times)
        + TrailReader.onlyBatches(ids)
        + " ORDER BY batch_id, kafka_partition, kafka_offset";
  }

  /** Goes to the next row; false at the end. */
  boolean advance() throws IOException {
    if (!in.hasNext()) {
      batchId = null;
      return false;
    }
    batchId = in.readUuid();
    topicId = in.readUuid();
    partition = in.readInt();
    offset = in.readLong();
    timeMillis = in.readLong();
    in.readFully(leaf);
    return true;
  }

  /** The batch of the row; null after the end. */
  UUID batchId() {
    return batchId;
  }

  UUID topicId() {
    return topicId;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  long timeMillis() {
    return timeMillis;
  }

  byte[] leaf() {
    return leaf;
  }
}
