package io.verity.audit.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A batch that still takes rows: one topic, one table partition, one INSERT. Its identity and its
 * ingestion time are fixed when it opens, since every leaf covers them. Not thread-safe.
 */
abstract class OpenBatch<L extends Lane> implements SealableBatch {

  private static final int BATCH_OVERHEAD = 8 << 10;
  private static final int LANE_OVERHEAD = 16 << 10;

  private final UUID batchId;
  private final TrailTable table;
  private final int tablePartition;
  private final String topic;
  private final UUID topicId;
  private final long ingestedAtMillis;
  private final TreeMap<Integer, L> lanes = new TreeMap<>();
  private final MessageDigest digest = MerkleTree.sha256();
  private final ByteBuf entry = new ByteBuf(1024);
  private final RowOrigin origin = new RowOrigin();
  private L current;
  private int rows;
  private long minTimestamp = Long.MAX_VALUE;
  private long maxTimestamp = Long.MIN_VALUE;

  OpenBatch(
      UUID batchId,
      TrailTable table,
      int tablePartition,
      String topic,
      UUID topicId,
      long ingestedAtMillis) {
    this.batchId = batchId;
    this.table = table;
    this.tablePartition = tablePartition;
    this.topic = topic;
    this.topicId = topicId;
    this.ingestedAtMillis = ingestedAtMillis;
    origin.batch(batchId, topicId);
  }

  abstract L newLane(int partition);

  /** The distinct event types and how often each came. */
  abstract Map<String, Long> rowsByEventType();

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long openedAtMillis() {
    return ingestedAtMillis;
  }

  @Override
  public void addHoles(int partition, long first, long last) {
    lane(partition).runs().add(OffsetRuns.Kind.HOLES, first, last);
  }

  @Override
  public BatchMeta seal() {
    MerkleTree tree = new MerkleTree();
    List<OffsetRuns.Run> runs = new ArrayList<>();
    for (L lane : lanes.values()) {
      lane.addLeavesTo(tree);
      lane.runs().drainTo(runs);
    }
    return new BatchMeta(
        batchId,
        table,
        tablePartition,
        topic,
        topicId,
        rows,
        OffsetRuns.of(runs),
        minTimestamp,
        maxTimestamp,
        tree.rootHex(),
        TrailTable.SCHEMA_VERSION,
        rowsByEventType());
  }

  @Override
  public abstract void writePayload(OutputStream out) throws IOException;

  /** What the batch takes whatever it holds: buffers and dictionaries are made before the rows. */
  long overheadBytes() {
    return BATCH_OVERHEAD + (long) LANE_OVERHEAD * lanes.size();
  }

  L lane(int partition) {
    if (current == null || current.partition() != partition) {
      current = lanes.computeIfAbsent(partition, this::newLane);
    }
    return current;
  }

  Iterable<L> lanes() {
    return lanes.values();
  }

  RowOrigin origin() {
    return origin;
  }

  long ingestedAtMillis() {
    return ingestedAtMillis;
  }

  /** Starts a row: the entry's buffer, holding the byte that RFC 6962 puts before a leaf. */
  ByteBuf beginRow(int partition, long offset) {
    origin.at(partition, offset);
    entry.clear(1 << 16);
    entry.putByte(0);
    return entry;
  }

  void endRow(L lane, long offset, long timestampMillis) {
    lane.addLeaf(table.runKind(), offset, digest, entry);
    rows++;
    minTimestamp = Math.min(minTimestamp, timestampMillis);
    maxTimestamp = Math.max(maxTimestamp, timestampMillis);
  }
}
