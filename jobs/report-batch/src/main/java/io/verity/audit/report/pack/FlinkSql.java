package io.verity.audit.report.pack;

import io.verity.audit.report.sql.SqlDialect;
import io.verity.audit.report.sql.SqlScript;
import io.verity.audit.report.sql.SqlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tables and views that the statements of all packs read: {@code sql/flink}. A table over
 * ClickHouse is a query there, {@code clickhouse/<name>.sql}, whose text the DDL takes as {@code
 * :clickhouse_<name>}.
 */
public final class FlinkSql {

  private static final String CLICKHOUSE = "flink/clickhouse/";

  private final SortedMap<String, SqlTemplate> clickHouse;
  private final List<SqlTemplate> definitions;

  private FlinkSql(SortedMap<String, SqlTemplate> clickHouse, List<SqlTemplate> definitions) {
    this.clickHouse = clickHouse;
    this.definitions = definitions;
  }

  static FlinkSql of(SortedMap<String, String> files) {
    SortedMap<String, SqlTemplate> queries = new TreeMap<>();
    files.forEach(
        (name, text) -> {
          if (name.startsWith(CLICKHOUSE)) {
            String query = name.substring(CLICKHOUSE.length(), name.length() - ".sql".length());
            queries.put("clickhouse_" + query, new SqlTemplate(text.strip()));
          }
        });
    List<SqlTemplate> definitions =
        Stream.of("flink/tables.sql", "flink/views.sql")
            .flatMap(name -> new SqlScript(files.get(name)).statements().stream())
            .toList();
    return new FlinkSql(queries, definitions);
  }

  /**
   * CREATE statements, in the order in which they are to be run.
   *
   * @param values all of {@link #parameters}; Instant, UUID, number, text or null
   */
  public List<String> statements(Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    clickHouse.forEach((name, query) -> all.put(name, query.bind(SqlDialect.CLICKHOUSE, values)));
    return definitions.stream().map(one -> one.bind(SqlDialect.FLINK, all)).toList();
  }

  /** What has to be given a value: the run's, the servers' and the packs' parameters. */
  public SortedSet<String> parameters() {
    SortedSet<String> names = new TreeSet<>();
    definitions.forEach(one -> names.addAll(one.names()));
    names.removeAll(clickHouse.keySet());
    clickHouse.values().forEach(query -> names.addAll(query.names()));
    return names;
  }
}
