package io.verity.audit.trail.verify;

import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.clickhouse.ClickHouseConnection.RowsFunction;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads with the settings that keep the server's memory bounded however long the trail is: sorts
 * and aggregations go to disk beyond {@link #SPILL_BYTES}, leaf hashes are taken before the sort,
 * so that 32 bytes are sorted and not the row, and two threads are all that is used beside the
 * writers.
 */
final class TrailReader {

  /** How long the server may sort before the first row of an answer arrives. */
  private static final Duration SILENCE = Duration.ofHours(2);

  private static final String SPILL_BYTES = Long.toString(256L << 20);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "max_bytes_before_external_sort", SPILL_BYTES,
          "max_bytes_before_external_group_by", SPILL_BYTES,
          "query_plan_execute_functions_after_sorting", "0",
          "optimize_read_in_order", "1",
          "max_threads", "2",
          "select_sequential_consistency", "1");

  private final ClickHouseConnection connection;

  TrailReader(ClickHouseConnection connection) {
    this.connection = connection;
  }

  <T> T query(String what, String sql, RowsFunction<T> function) {
    return query(what, sql, Map.of(), function);
  }

  <T> T query(String what, String sql, Map<String, Object> parameters, RowsFunction<T> function) {
    return connection.query(what, sql, parameters, SETTINGS, SILENCE, function);
  }

  /** A single number. */
  long number(String what, String sql) {
    return query(what, sql, rows -> rows.readLong());
  }

  /** A condition on the batch; none where {@code ids} is null. */
  static String onlyBatches(Collection<UUID> ids) {
    return ids == null
        ? ""
        : ids.stream()
            .map(id -> "'" + id + "'")
            .collect(Collectors.joining(", ", " AND batch_id IN (", ")"));
  }
}
