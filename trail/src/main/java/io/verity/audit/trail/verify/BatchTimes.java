package io.verity.audit.trail.verify;

import io.verity.audit.trail.LedgerEntry;
import java.util.Map;

/**
 * Widens a range so that the batches it cuts are read whole: a root is over all the rows of its
 * batch.
 */
final class BatchTimes {

  private final TrailReader reader;

  BatchTimes(TrailReader reader) {
    this.reader = reader;
  }

  TimeRange around(TrailPartition partition, TimeRange range) {
    if (range.isAll()) {
      return range;
    }
    String conditions =
        (range.fromMillis() == Long.MIN_VALUE
                ? ""
                : " AND max_timestamp >= " + TimeFilter.literal(range.fromMillis()))
            + (range.toMillis() == Long.MAX_VALUE
                ? ""
                : " AND min_timestamp < " + TimeFilter.literal(range.toMillis()));
    return reader.query(
        "looking for the batches of the range in " + partition,
        "SELECT count(), min(min_timestamp), max(max_timestamp) FROM "
            + LedgerEntry.qualifiedTable()
            + " WHERE table = {table:String} AND table_partition = {month:UInt32}"
            + conditions,
        Map.of("table", partition.table().tableName(), "month", Long.toString(partition.month())),
        rows -> {
          if (rows.readLong() == 0) {
            return range;
          }
          long from = Math.min(range.fromMillis(), rows.readLong());
          long last = rows.readLong();
          return new TimeRange(
              from, Math.max(range.toMillis(), last == Long.MAX_VALUE ? last : last + 1));
        });
  }
}
