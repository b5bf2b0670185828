package io.verity.audit.trail.verify;

import io.verity.audit.trail.LedgerEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;

/**
 * The ledger of one table partition, batch by batch in ClickHouse's order of ids, read in pages: a
 * single answer would stand open while the server sorts rows, until it loses patience. A later page
 * may be younger than the rows it is compared with, which is why suspects are looked at twice.
 */
final class LedgerPages {

  private static final int PAGE_ROWS = 1024;

  private final TrailReader reader;
  private final TrailPartition partition;
  private final String onlyBatches;
  private final Queue<LedgerBatch> page = new ArrayDeque<>();
  private UUID last;
  private boolean exhausted;

  /**
   * @param ids the batches wanted; null for all
   */
  LedgerPages(TrailReader reader, TrailPartition partition, Collection<UUID> ids) {
    this.reader = reader;
    this.partition = partition;
    this.onlyBatches = TrailReader.onlyBatches(ids);
  }

  /** The next batch, left in place; null at the end. */
  LedgerBatch peek() {
    if (page.isEmpty() && !exhausted) {
      readPage();
    }
    return page.peek();
  }

  LedgerBatch next() {
    LedgerBatch next = peek();
    page.poll();
    return next;
  }

  private void readPage() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("table", partition.table().tableName());
    parameters.put("month", Long.toString(partition.month()));
    parameters.put("last", last == null ? new UUID(0, 0).toString() : last.toString());
    String scope =
        " FROM "
            + LedgerEntry.qualifiedTable()
            + " WHERE table = {table:String} AND table_partition = {month:UInt32} AND batch_id "
            + (last == null ? ">=" : ">")
            + " {last:UUID}"
            + onlyBatches;
    String lastOfPage =
        "(SELECT max(batch_id) FROM (SELECT batch_id"
            + scope
            + " ORDER BY table, table_partition, batch_id LIMIT "
            + PAGE_ROWS
            + "))";
    reader.query(
        "reading the ledger of " + partition,
        "SELECT "
            + LedgerRow.SELECTION
            + scope
            + " AND batch_id <= "
            + lastOfPage
            + " ORDER BY batch_id, kind, written_at",
        parameters,
        rows -> {
          LedgerBatch batch = null;
          while (rows.hasNext()) {
            LedgerRow row = LedgerRow.read(rows);
            if (batch == null || !batch.batchId().equals(row.batchId())) {
              batch = new LedgerBatch(row.batchId());
              page.add(batch);
            }
            batch.add(row);
          }
          exhausted = batch == null;
          last = batch == null ? last : batch.batchId();
          return null;
        });
  }
}
