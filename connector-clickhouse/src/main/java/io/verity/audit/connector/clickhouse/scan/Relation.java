package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.type.SqlText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is read: a table, or a query over the trail; all of it, or what a report run has pinned.
 *
 * <p>A query reads the trail from the CTE {@code audit}, so that the restriction to a snapshot or a
 * partition stands in one place, below whatever the query computes.
 *
 * @param table the table, null in query mode
 * @param query the query, null in table mode
 * @param runId the report run whose snapshot is read, null for everything
 */
public record Relation(String table, String query, UUID runId) implements Serializable {

  public static final String TRAIL = "verity.verity_audit";
  private static final String SNAPSHOTS = "verity.verity_report_snapshots";

  public boolean isQuery() {
    return query != null;
  }

  /** What a person calls it. */
  public String label() {
    return isQuery() ? "the query over " + TRAIL : table;
  }

  /** The table that has the partitions. */
  public String base() {
    return isQuery() ? TRAIL : table;
  }

  /** SELECT of all columns, whatever is pinned. */
  public String selectAll() {
    return new Relation(table, query, null).select("*", List.of(), Optional.empty());
  }

  /** SELECT with conditions on the columns, and of one partition where one is given. */
  public String select(String expressions, List<String> conditions, Optional<String> partition) {
    List<String> below = new ArrayList<>();
    partition.ifPresent(id -> below.add("_partition_id = " + SqlText.literal(id)));
    Optional.ofNullable(runId).ifPresent(run -> below.add(pinned(run)));
    if (isQuery()) {
      return "WITH audit AS (SELECT * FROM "
          + quoted(TRAIL)
          + where(below)
          + ") SELECT "
          + expressions
          + " FROM (\n"
          + query
          + "\n)"
          + where(conditions);
    }
    below.addAll(conditions);
    return "SELECT " + expressions + " FROM " + quoted(table) + where(below);
  }

  private static String pinned(UUID run) {
    return "batch_id IN (SELECT batch_id FROM "
        + quoted(SNAPSHOTS)
        + " WHERE run_id = toUUID('"
        + run
        + "'))";
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  static String quoted(String table) {
    int dot = table.indexOf('.');
    return dot < 0
        ? SqlText.name(table)
        : SqlText.name(table.substring(0, dot)) + "." + SqlText.name(table.substring(dot + 1));
  }
}
