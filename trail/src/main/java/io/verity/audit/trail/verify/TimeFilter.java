package io.verity.audit.trail.verify;

import io.verity.audit.trail.TrailTable;

/** A range of time as a condition in SQL. */
final class TimeFilter {

  private TimeFilter() {}

  /** {@code " AND ..."}, or nothing where the range has no bound. */
  static String of(TrailTable table, TimeRange range) {
    String sql = "";
    if (range.fromMillis() != Long.MIN_VALUE) {
      sql += " AND " + table.timeColumn() + " >= " + literal(range.fromMillis());
    }
    if (range.toMillis() != Long.MAX_VALUE) {
      sql += " AND " + table.timeColumn() + " < " + literal(range.toMillis());
    }
    return sql;
  }

  static String literal(long millis) {
    return "fromUnixTimestamp64Milli(toInt64(" + millis + "), 'UTC')";
  }
}
