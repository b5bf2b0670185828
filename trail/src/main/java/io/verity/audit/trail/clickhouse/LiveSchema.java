package io.verity.audit.trail.clickhouse;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.TrailTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the live tables with those of the DDL, before a single record is read. */
final class LiveSchema {

  private static final Pattern ENGINE = Pattern.compile("(Replicated)?MergeTree\\b");
  private static final Pattern TTL_DAYS = Pattern.compile("TTL \\w+ \\+ toIntervalDay\\((\\d+)\\)");
  private static final Pattern WINDOW = Pattern.compile("deduplication_window = (\\d+)");

  private final ClickHouseConnection connection;

  LiveSchema(ClickHouseConnection connection) {
    this.connection = connection;
  }

  void check() {
    for (TrailTable table : TrailTable.values()) {
      check(table.tableName(), table.columns(TrailTable.SCHEMA_VERSION));
      checkBatches(table, engine(table.tableName()));
    }
    check(LedgerEntry.TABLE, LedgerEntry.COLUMNS);
  }

  private void check(String table, List<Column> expected) {
    List<Column> live = liveColumns(table);
    if (live.isEmpty()) {
      throw mismatch(
          table,
          "does not exist, or this account may not see it: run sql/clickhouse/single-node/schema.sql"
              + " (or replicated/schema.sql), and check the grants of sql/clickhouse/users.xml");
    }
    for (int i = 0; i < Math.max(live.size(), expected.size()); i++) {
      if (i >= live.size()) {
        throw mismatch(table, "has no column " + describe(expected.get(i)));
      }
      if (i >= expected.size()) {
        throw mismatch(table, "has a column that the DDL does not know: " + describe(live.get(i)));
      }
      if (!live.get(i).equals(expected.get(i))) {
        throw mismatch(
            table,
            "has as column "
                + (i + 1)
                + " "
                + describe(live.get(i))
                + ", where the DDL has "
                + describe(expected.get(i)));
      }
    }
    checkEngine(table, engine(table));
  }

  /** What an INSERT is atomic and deduplicated on. */
  private static void checkEngine(String table, String engine) {
    if (!ENGINE.matcher(engine).lookingAt()) {
      throw mismatch(
          table, "has the engine " + engine + ", where the DDL has MergeTree, replicated or not");
    }
    Matcher window = WINDOW.matcher(engine);
    boolean on = engine.startsWith("Replicated");
    if (window.find()) {
      on = Long.parseLong(window.group(1)) > 0;
    }
    if (!on) {
      throw mismatch(
          table, "has no deduplication window: set it as the DDL in sql/clickhouse does");
    }
  }

  /** What makes a batch one part, which is there as a whole for all its retention, or gone. */
  private static void checkBatches(TrailTable table, String engine) {
    String partition = "PARTITION BY toYYYYMM(" + table.timeColumn() + ")";
    if (!engine.contains(partition)) {
      throw mismatch(table.tableName(), "is not partitioned as the DDL has it, " + partition);
    }
    if (!engine.contains("ttl_only_drop_parts = 1")) {
      throw mismatch(
          table.tableName(),
          "lacks ttl_only_drop_parts = 1: batches would expire row by row, and look tampered with");
    }
    Matcher days = TTL_DAYS.matcher(engine);
    if (days.find() && Long.parseLong(days.group(1)) < TrailTable.RETENTION.toDays()) {
      throw mismatch(
          table.tableName(),
          "has a TTL of "
              + days.group(1)
              + " days, which is less than the retention of "
              + TrailTable.RETENTION.toDays());
    }
  }

  private List<Column> liveColumns(String table) {
    return connection.query(
        "reading the columns of " + TrailTable.DATABASE + "." + table,
        "SELECT name, type FROM system.columns WHERE database = {database:String} AND table ="
            + " {table:String} ORDER BY position",
        Map.of("database", TrailTable.DATABASE, "table", table),
        rows -> {
          List<Column> columns = new ArrayList<>();
          while (rows.hasNext()) {
            columns.add(new Column(rows.readString(), rows.readString()));
          }
          return columns;
        });
  }

  private String engine(String table) {
    return connection.query(
        "reading the engine of " + TrailTable.DATABASE + "." + table,
        "SELECT engine_full FROM system.tables WHERE database = {database:String} AND name ="
            + " {table:String}",
        Map.of("database", TrailTable.DATABASE, "table", table),
        rows -> rows.hasNext() ? rows.readString() : "");
  }

  private static String describe(Column column) {
    return column.name() + " " + column.type();
  }

  private static TrailStoreException mismatch(String table, String what) {
    return new TrailStoreException(
        "table " + TrailTable.DATABASE + "." + table + " " + what, 0, false, null);
  }
}
