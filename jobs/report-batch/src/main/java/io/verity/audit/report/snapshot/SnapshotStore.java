package io.verity.audit.report.snapshot;

import com.clickhouse.data.ClickHouseFormat;
import io.verity.audit.report.content.Completeness.TopicPartition;
import io.verity.audit.trail.ByteBuf;
import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The pinned batches of a run, in ClickHouse, where every query of the report is held to them.
 *
 * <p>Why a run has one snapshot, whoever dies when: the batches go in by one INSERT of one block,
 * all or nothing, whose deduplication token is the run itself, so that a second one, of another
 * attempt or a late one of a dead attempt, is dropped by ClickHouse. What is used is what is read
 * back.
 */
public final class SnapshotStore {

  private static final Duration INSERT_LIMIT = Duration.ofSeconds(60);
  private static final String TABLE = "verity.verity_report_snapshots";
  private static final String PINNED =
      "(SELECT batch_id FROM " + TABLE + " WHERE run_id = {run:UUID})";

  private final ClickHouseConnection connection;

  public SnapshotStore(ClickHouseConnection connection) {
    this.connection = connection;
  }

  /** A batch and the root that the ledger gave for it. */
  private record Pinned(UUID batchId, String root) {}

  /** The batches of a run, by their root; none where the run has no snapshot. */
  public record Batches(long count, String root, Instant lastWritten) {}

  /** Pins every batch that may hold events from before {@code end}, unless the run has its own. */
  public Batches pin(UUID runId, Instant end) {
    Batches existing = read(runId);
    if (existing.count() > 0) {
      return existing;
    }
    List<Pinned> batches = committedBefore(end);
    if (!batches.isEmpty()) {
      insert(runId, batches);
    }
    return read(runId);
  }

  /** What is pinned. The root does not depend on the run. */
  public Batches read(UUID runId) {
    return connection.query(
        "reading the snapshot of run " + runId,
        "SELECT toString(s.batch_id) AS id, any(s.sha256), max(toUnixTimestamp64Milli(b.written_at))"
            + " FROM "
            + TABLE
            + " AS s LEFT JOIN (SELECT batch_id, written_at FROM verity.verity_audit_batches"
            + " WHERE kind = 'committed' AND batch_id IN "
            + PINNED
            + ") AS b ON s.batch_id = b.batch_id WHERE s.run_id = {run:UUID}"
            + " GROUP BY id ORDER BY id",
        Map.of("run", runId.toString()),
        SnapshotStore::root);
  }

  /** Whether batches are listed for the run, and the trail has others by now that belong to it. */
  public boolean isOutdated(UUID runId, Instant end) {
    return connection.query(
        "looking for batches that the snapshot of run " + runId + " does not have",
        "SELECT 1 FROM ("
            + committed(end)
            + ") WHERE batch_id NOT IN "
            + PINNED
            + " AND (SELECT count() FROM "
            + TABLE
            + " WHERE run_id = {run:UUID}) > 0 LIMIT 1",
        Map.of("run", runId.toString()),
        RowBinaryReader::hasNext);
  }

  /** Whether the trail holds any event of the period. */
  public boolean hasEvents(Instant start, Instant end) {
    return connection.query(
        "looking for events of the period",
        "SELECT 1 FROM verity.verity_audit WHERE batch_id IN (SELECT batch_id FROM ("
            + committed(end)
            + ")) AND timestamp >= "
            + millis(start)
            + " AND timestamp < "
            + millis(end)
            + " LIMIT 1",
        Map.of(),
        RowBinaryReader::hasNext);
  }

  /** Batches of the snapshot whose committed entries no longer say what was pinned. */
  public List<String> changedSince(UUID runId) {
    return connection.query(
        "comparing the snapshot of run " + runId + " with the ledger",
        "SELECT toString(batch_id) FROM "
            + TABLE
            + " WHERE run_id = {run:UUID} AND (batch_id, sha256) NOT IN (SELECT batch_id, sha256"
            + " FROM verity.verity_audit_batches WHERE kind = 'committed' AND batch_id IN "
            + PINNED
            + ") ORDER BY toString(batch_id) LIMIT 100",
        Map.of("run", runId.toString()),
        rows -> {
          List<String> changed = new ArrayList<>();
          while (rows.hasNext()) {
            changed.add(rows.readString());
          }
          return changed;
        });
  }

  /**
   * By Kafka partition, what became of every offset between the first and the last that the
   * snapshot holds. Looking no further makes the answer the same however much arrives later.
   */
  public List<TopicPartition> completeness(UUID runId) {
    return connection.query(
        "counting the offsets of the snapshot",
        """
        WITH
          runs AS (
            SELECT batch_id, kafka_topic, kafka_topic_id, run.kind AS kind,
              run.partition AS partition, run.first AS first, run.last AS last
            FROM (SELECT batch_id, kafka_topic, kafka_topic_id, runs
              FROM verity.verity_audit_batches WHERE kind = 'committed' LIMIT 1 BY batch_id)
            ARRAY JOIN runs AS run),
          held AS (
            SELECT kafka_topic_id, partition, min(first) AS low, max(last) AS high FROM runs
            WHERE kind = 'rows' AND batch_id IN %s GROUP BY kafka_topic_id, partition)
        SELECT toString(any(kafka_topic)) AS topic, partition, any(low), any(high),
          sumIf(n, kind = 'rows'), sumIf(n, kind = 'rejects'), sumIf(n, kind = 'holes')
        FROM (
          SELECT kafka_topic, kafka_topic_id, partition, kind, low, high,
            toUInt64(least(last, high) - greatest(first, low) + 1) AS n
          FROM runs INNER JOIN held USING (kafka_topic_id, partition)
          WHERE last >= low AND first <= high)
        GROUP BY kafka_topic_id, partition ORDER BY topic, kafka_topic_id, partition"""
            .formatted(PINNED),
        Map.of("run", runId.toString()),
        rows -> {
          List<TopicPartition> found = new ArrayList<>();
          while (rows.hasNext()) {
            found.add(readPartition(rows));
          }
          return found;
        });
  }

  private static TopicPartition readPartition(RowBinaryReader rows) throws IOException {
    String topic = rows.readString();
    int partition = rows.readInt();
    long first = rows.readLong();
    long last = rows.readLong();
    long events = rows.readLong();
    long rejected = rows.readLong();
    long holes = rows.readLong();
    long missing = last - first + 1 - events - rejected - holes;
    return new TopicPartition(topic, partition, first, last, events, rejected, holes, missing);
  }

  private static Batches root(RowBinaryReader rows) throws IOException {
    MerkleTree tree = new MerkleTree();
    long lastWritten = 0;
    while (rows.hasNext()) {
      String line = rows.readString() + " " + rows.readString();
      tree.addLeafHash(MerkleTree.leafHash(line.getBytes(StandardCharsets.US_ASCII)), 0);
      lastWritten = Math.max(lastWritten, rows.readLong());
    }
    return new Batches(tree.leaves(), tree.rootHex(), Instant.ofEpochMilli(lastWritten));
  }

  private List<Pinned> committedBefore(Instant end) {
    return connection.query(
        "choosing the batches of the snapshot",
        committed(end),
        Map.of(),
        rows -> {
          List<Pinned> batches = new ArrayList<>();
          while (rows.hasNext()) {
            batches.add(new Pinned(rows.readUuid(), rows.readString()));
          }
          return batches;
        });
  }

  private static String committed(Instant end) {
    return "SELECT batch_id, any(sha256) FROM verity.verity_audit_batches WHERE kind = 'committed'"
        + " AND table = 'verity_audit' AND rows > 0 AND min_timestamp < "
        + millis(end)
        + " GROUP BY batch_id";
  }

  private static String millis(Instant time) {
    return "fromUnixTimestamp64Milli(" + time.toEpochMilli() + ", 'UTC')";
  }

  private void insert(UUID runId, List<Pinned> batches) {
    ByteBuf rows = new ByteBuf(100 * batches.size());
    for (Pinned batch : batches) {
      rows.putUuid(runId.getMostSignificantBits(), runId.getLeastSignificantBits());
      rows.putUuid(
          batch.batchId().getMostSignificantBits(), batch.batchId().getLeastSignificantBits());
      rows.putString(batch.root());
    }
    connection.insert(
        "pinning the snapshot of run " + runId,
        TABLE,
        new ByteArrayInputStream(rows.array(), 0, rows.size()),
        ClickHouseFormat.RowBinary,
        false,
        INSERT_LIMIT,
        Map.of(
            "async_insert", "0",
            "insert_deduplicate", "1",
            "insert_deduplication_token", "snapshot of " + runId,
            "input_format_parallel_parsing", "0",
            "max_insert_block_size", Integer.toString(Math.max(batches.size(), 1 << 20)),
            "insert_quorum", "auto",
            "insert_quorum_parallel", "0"));
  }
}
