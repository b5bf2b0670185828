package io.verity.audit.trail.verify;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Small questions to the ledger and the tables' partitions. */
final class LedgerLookup {

  private final TrailReader reader;

  LedgerLookup(TrailReader reader) {
    this.reader = reader;
  }

  /** Every table partition that has rows or ledger entries, with its number of rows. */
  Map<TrailPartition, Long> partitions(TimeRange range) {
    Map<TrailPartition, Long> partitions = new TreeMap<>();
    for (TrailTable table : TrailTable.values()) {
      reader.query(
          "listing the partitions of " + table.tableName(),
          "SELECT month, sum(rows) FROM (SELECT toUInt64(_partition_id) AS month, count() AS rows"
              + " FROM "
              + table.qualifiedName()
              + " GROUP BY month UNION ALL SELECT DISTINCT toUInt64(table_partition), 0 FROM "
              + LedgerEntry.qualifiedTable()
              + " WHERE table = {table:String}) GROUP BY month",
          Map.of("table", table.tableName()),
          rows -> {
            while (rows.hasNext()) {
              TrailPartition partition = new TrailPartition(table, rows.readLong());
              long count = rows.readLong();
              if (range.intersectsMonth(partition.month())) {
                partitions.put(partition, count);
              }
            }
            return null;
          });
    }
    return partitions;
  }

  /** Which of the batches have a committed entry for this partition. */
  List<UUID> committed(TrailPartition partition, Collection<UUID> ids) {
    return reader.query(
        "looking for committed entries",
        "SELECT DISTINCT batch_id FROM "
            + LedgerEntry.qualifiedTable()
            + " WHERE kind = 'committed' AND table = {table:String}"
            + " AND table_partition = {month:UInt32}"
            + TrailReader.onlyBatches(ids),
        Map.of("table", partition.table().tableName(), "month", Long.toString(partition.month())),
        rows -> {
          List<UUID> committed = new ArrayList<>();
          while (rows.hasNext()) {
            committed.add(rows.readUuid());
          }
          return committed;
        });
  }

  /** The table partitions that the ledger names for these batches, as text. */
  Map<UUID, String> partitionsOf(Collection<UUID> ids) {
    return byBatch(
        "SELECT batch_id, arrayStringConcat(arraySort(groupUniqArray("
            + "concat(table, ' ', toString(table_partition)))), ', ') FROM "
            + LedgerEntry.qualifiedTable()
            + " WHERE 1"
            + TrailReader.onlyBatches(ids)
            + " GROUP BY batch_id");
  }

  /** Batches whose ledger entries name a table that is none of the trail's, and that table. */
  Map<UUID, String> strangers() {
    String known =
        Arrays.stream(TrailTable.values())
            .map(table -> "'" + table.tableName() + "'")
            .collect(Collectors.joining(", "));
    return byBatch(
        "SELECT batch_id, any(toString(table)) FROM "
            + LedgerEntry.qualifiedTable()
            + " WHERE table NOT IN ("
            + known
            + ") GROUP BY batch_id");
  }

  private Map<UUID, String> byBatch(String sql) {
    return reader.query(
        "looking up batches in the ledger",
        sql,
        rows -> {
          Map<UUID, String> found = new HashMap<>();
          while (rows.hasNext()) {
            found.put(rows.readUuid(), rows.readString());
          }
          return found;
        });
  }
}
