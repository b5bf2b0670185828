package io.verity.audit.trail;

import java.util.Map;
import java.util.UUID;

/**
 * What identifies and proves a batch, apart from its rows.
 *
 * @param batchId made once when the batch is opened, and kept for ever
 * @param tablePartition the month of its rows, as YYYYMM: one batch, one part
 * @param topicId Kafka's own id of the topic: tells a re-created topic apart
 * @param rows how many rows its INSERT holds
 * @param runs every offset it accounts for
 * @param minTimestampMillis of the table's time column; the probe looks only between the two
 * @param root RFC 6962 Merkle root, hex, over its rows by (partition, offset)
 * @param schemaVersion of the row: which columns the leaves cover
 * @param rowsByEventType for the metric; empty for rejects
 */
public record BatchMeta(
    UUID batchId,
    TrailTable table,
    int tablePartition,
    String topic,
    UUID topicId,
    long rows,
    OffsetRuns runs,
    long minTimestampMillis,
    long maxTimestampMillis,
    String root,
    int schemaVersion,
    Map<String, Long> rowsByEventType) {

  public BatchMeta {
    rowsByEventType = Map.copyOf(rowsByEventType);
  }

  @Override
  public String toString() {
    return "batch "
        + batchId
        + " ("
        + rows
        + " rows of "
        + topic
        + " for "
        + table.tableName()
        + ")";
  }
}
