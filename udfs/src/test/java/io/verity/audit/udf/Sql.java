package io.verity.audit.udf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;

/** Runs Flink SQL with the functions registered, as a report does. */
final class Sql {

  private static final TableEnvironment TABLES =
      TableEnvironment.create(EnvironmentSettings.inBatchMode());

  static {
    TABLES.getConfig().set("parallelism.default", "2");
    // an answer that depends on the time zone of the session shows
    TABLES.getConfig().set("table.local-time-zone", "America/New_York");
    Udfs.register(TABLES);
  }

  private Sql() {}

  /** The answer's rows as text, in their order. */
  static List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    for (var all = TABLES.executeSql(sql).collect(); all.hasNext(); ) {
      Row row = all.next();
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.getArity(); i++) {
        Object cell = row.getField(i);
        cells.add(cell instanceof Object[] array ? Arrays.toString(array) : String.valueOf(cell));
      }
      rows.add(String.join(" ", cells));
    }
    return rows;
  }
}
