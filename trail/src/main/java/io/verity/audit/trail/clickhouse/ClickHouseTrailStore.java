package io.verity.audit.trail.clickhouse;

import com.clickhouse.data.ClickHouseFormat;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.ByteBuf;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.PayloadFormat;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.TrailTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The trail's tables in ClickHouse.
 *
 * <p>The settings that decide how an INSERT is cut into blocks are pinned, so that a batch is one
 * block, one part and atomic: no asynchronous insert (on by default since 26), no parallel parsing,
 * a block size above the row count, one table partition a block, deduplication on. So are those
 * that make a read-back proof on replicated tables: a quorum, and sequential consistency; plain
 * MergeTree ignores them. Thread-safe.
 */
public final class ClickHouseTrailStore implements TrailStore {

  private static final Duration LEDGER_LIMIT = Duration.ofSeconds(30);

  /** Ignored by plain MergeTree; on replicated tables an empty probe proves nothing without it. */
  private static final String CONSISTENT_READ = " SETTINGS select_sequential_consistency = 1";

  private final ClickHouseConnection connection;

  public ClickHouseTrailStore(ClickHouseAccess access, int connections) {
    this.connection = new ClickHouseConnection(access, connections);
  }

  public ClickHouseConnection connection() {
    return connection;
  }

  @Override
  public void checkSchema() {
    new LiveSchema(connection).check();
  }

  @Override
  public void appendLedger(List<LedgerEntry> entries, String token) {
    ByteBuf rows = new ByteBuf(512 * entries.size());
    entries.forEach(entry -> entry.encode(rows));
    connection.insert(
        "writing the ledger",
        LedgerEntry.qualifiedTable(),
        new ByteArrayInputStream(rows.array(), 0, rows.size()),
        ClickHouseFormat.RowBinary,
        false,
        LEDGER_LIMIT,
        insertSettings(token, entries.size()));
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration executionLimit) {
    try (PayloadStream rows = new PayloadStream(payload.open())) {
      insertRows(batch, token, rows, executionLimit);
    } catch (IOException e) {
      throw unreadable(batch, e);
    }
  }

  private void insertRows(
      BatchMeta batch, String token, PayloadStream rows, Duration executionLimit) {
    try {
      connection.insert(
          "inserting " + batch,
          batch.table().qualifiedName(),
          rows,
          ClickHouseFormat.valueOf(PayloadFormat.of(batch.table()).clickHouseName()),
          true,
          executionLimit,
          insertSettings(token, batch.rows()));
    } catch (TrailStoreException e) {
      // the server lost the connection because we had no more to send
      throw rows.failure().map(failure -> unreadable(batch, failure)).orElse(e);
    }
  }

  private static TrailStoreException unreadable(BatchMeta batch, IOException cause) {
    return new TrailStoreException(
        "reading the payload of " + batch + ": " + cause.getMessage(), 0, false, cause);
  }

  @Override
  public Presence probe(BatchMeta batch) {
    String scope = " FROM " + batch.table().qualifiedName() + whereBatch(batch);
    Map<String, Object> id = Map.of("batch", batch.batchId().toString());
    long rows =
        connection.query(
            "probing " + batch, "SELECT count()" + scope + CONSISTENT_READ, id, RowCount::read);
    if (rows == 0) {
      return Presence.ABSENT;
    }
    if (rows != batch.rows()) {
      return Presence.DIFFERENT;
    }
    String leaves =
        "SELECT "
            + batch.table().leafExpression(batch.schemaVersion())
            + scope
            + " ORDER BY kafka_partition, kafka_offset"
            + CONSISTENT_READ;
    String root =
        connection.query("recomputing the root of " + batch, leaves, id, RootOfLeaves::read);
    return root.equals(batch.root()) ? Presence.WHOLE : Presence.DIFFERENT;
  }

  /**
   * Runs that overlap or touch are joined by the server. A batch may be marked more than once: of
   * equal runs the one that starts an island must come first (starts DESC), or the others count to
   * the island before, and the gap between the two counts as covered.
   */
  @Override
  public Map<Integer, OffsetSet> coverage(UUID topicId) {
    return connection.query(
        "loading what the ledger covers",
        """
        SELECT partition, min(first), max(last) FROM (
          SELECT partition, first, last, sum(starts) OVER (
              PARTITION BY partition ORDER BY first, last, starts DESC
              ROWS UNBOUNDED PRECEDING) AS island
          FROM (
            SELECT partition, first, last, first > 1 + max(last) OVER (
                PARTITION BY partition ORDER BY first, last
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS starts
            FROM (
              SELECT run.partition AS partition, run.first AS first, run.last AS last
              FROM verity.verity_audit_batches ARRAY JOIN runs AS run
              WHERE kind = 'committed' AND kafka_topic_id = {topic:UUID})))
        GROUP BY partition, island ORDER BY partition, island"""
            + CONSISTENT_READ,
        Map.of("topic", topicId.toString()),
        rows -> {
          Map<Integer, OffsetSet> coverage = new HashMap<>();
          while (rows.hasNext()) {
            coverage
                .computeIfAbsent(rows.readInt(), partition -> new OffsetSet())
                .add(rows.readLong(), rows.readLong());
          }
          return coverage;
        });
  }

  @Override
  public List<LedgerEntry> openIntents(UUID topicId) {
    return connection.query(
        "looking for intents without commit",
        """
        SELECT %s FROM verity.verity_audit_batches
        WHERE kind = 'intent' AND kafka_topic_id = {topic:UUID} AND batch_id IN (
          SELECT batch_id FROM (
            SELECT table, table_partition, batch_id FROM verity.verity_audit_batches
            WHERE kafka_topic_id = {topic:UUID}
            GROUP BY table, table_partition, batch_id HAVING max(kind) = 'intent'))
        ORDER BY written_at, batch_id LIMIT 1 BY batch_id"""
                .formatted(LedgerEntry.COLUMN_LIST)
            + CONSISTENT_READ,
        Map.of("topic", topicId.toString()),
        rows -> {
          List<LedgerEntry> intents = new ArrayList<>();
          while (rows.hasNext()) {
            intents.add(LedgerEntry.decode(rows));
          }
          return intents;
        });
  }

  @Override
  public List<UUID> batchesWithoutIntent(UUID topicId, Map<Integer, Long> firstUncovered) {
    if (firstUncovered.isEmpty()) {
      return List.of();
    }
    String beyond =
        firstUncovered.entrySet().stream()
            .map(
                e ->
                    "(kafka_partition = "
                        + e.getKey()
                        + " AND kafka_offset >= "
                        + e.getValue()
                        + ")")
            .collect(Collectors.joining(" OR ", "(", ")"));
    TreeSet<UUID> found = new TreeSet<>();
    for (TrailTable table : TrailTable.values()) {
      found.addAll(
          connection.query(
              "looking for rows without intent",
              "SELECT DISTINCT batch_id FROM "
                  + table.qualifiedName()
                  + " WHERE kafka_topic_id = {topic:UUID} AND "
                  + beyond
                  + " AND batch_id NOT IN (SELECT batch_id FROM verity.verity_audit_batches"
                  + " WHERE kafka_topic_id = {topic:UUID})"
                  + CONSISTENT_READ,
              Map.of("topic", topicId.toString()),
              rows -> {
                List<UUID> ids = new ArrayList<>();
                while (rows.hasNext()) {
                  ids.add(rows.readUuid());
                }
                return ids;
              }));
    }
    return List.copyOf(found);
  }

  @Override
  public boolean insertsRunning() {
    return connection.query(
            "looking for running inserts",
            "SELECT count() FROM system.processes WHERE user = currentUser() AND query_kind = 'Insert'",
            Map.of(),
            RowCount::read)
        > 0;
  }

  @Override
  public void close() {
    connection.close();
  }

  private Map<String, String> insertSettings(String token, long rows) {
    Map<String, String> settings = new HashMap<>();
    settings.put("async_insert", "0");
    settings.put("insert_deduplicate", "1");
    settings.put("insert_deduplication_token", token);
    settings.put("input_format_parallel_parsing", "0");
    settings.put("max_insert_block_size", Long.toString(Math.max(rows, 1 << 20)));
    settings.put("max_partitions_per_insert_block", "1");
    settings.put("insert_quorum", "auto");
    settings.put("insert_quorum_parallel", "0");
    return settings;
  }

  private static String whereBatch(BatchMeta batch) {
    String time = batch.table().timeColumn();
    return " WHERE batch_id = {batch:UUID} AND "
        + time
        + " BETWEEN fromUnixTimestamp64Milli("
        + batch.minTimestampMillis()
        + ", 'UTC')"
        + " AND fromUnixTimestamp64Milli("
        + batch.maxTimestampMillis()
        + ", 'UTC')";
  }

  private static final class RowCount {
    static long read(RowBinaryReader rows) throws IOException {
      return rows.readLong();
    }
  }

  private static final class RootOfLeaves {
    static String read(RowBinaryReader rows) throws IOException {
      MerkleTree tree = new MerkleTree();
      byte[] leaf = new byte[MerkleTree.HASH_LENGTH];
      while (rows.hasNext()) {
        rows.readFully(leaf);
        tree.addLeafHash(leaf, 0);
      }
      return tree.rootHex();
    }
  }
}
