package io.verity.audit.report.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verity.audit.connector.clickhouse.QueryRun;
import io.verity.audit.report.FlinkExecution;
import io.verity.audit.report.WarmCluster;
import io.verity.audit.report.sql.SqlDialect;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.util.CollectionUtil;

/** The same Flink SQL with the aggregate pushed down, and with the rows read. */
final class PushDown {

  private static final String COLUMNS =
      "event_type STRING, actor_id STRING, resource_id STRING, resource_type STRING,"
          + " `timestamp` TIMESTAMP(3)";

  private static final Map<String, String> AGGREGATES = new LinkedHashMap<>();

  static {
    AGGREGATES.put(
        "events_by_type", "SELECT event_type, COUNT(*) FROM t WHERE %s GROUP BY event_type");
    AGGREGATES.put(
        "events_by_actor", "SELECT actor_id, COUNT(*) FROM t WHERE %s GROUP BY actor_id");
    AGGREGATES.put(
        "logins_by_actor",
        "SELECT actor_id, COUNT(*), MAX(`timestamp`) FROM t WHERE %s"
            + " AND event_type = 'LOGIN_SUCCEEDED' GROUP BY actor_id");
    AGGREGATES.put(
        "accesses_by_asset",
        "SELECT resource_id, COUNT(*) FROM t WHERE %s"
            + " AND event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')"
            + " GROUP BY resource_id");
  }

  /** One way to compute an aggregate. */
  record Way(
      double seconds,
      @JsonProperty("query_seconds") double querySeconds,
      @JsonProperty("rows_read") long rows,
      @JsonProperty("bytes_moved") long bytes) {}

  /** Both ways, and how much faster the push-down is. */
  record Comparison(Way pushed, Way unpushed, @JsonProperty("times_faster") double faster) {}

  private final WarmCluster cluster;
  private final ClickHouseAccess reader;
  private final BareClickHouse counters;
  private final String period;

  /**
   * @param admin who may read the server's counters
   */
  PushDown(
      WarmCluster cluster,
      ClickHouseAccess reader,
      ClickHouseAccess admin,
      Instant start,
      Instant end) {
    this.cluster = cluster;
    this.reader = reader;
    this.counters = new BareClickHouse(admin);
    this.period =
        "`timestamp` >= "
            + SqlDialect.FLINK.literal(start)
            + " AND `timestamp` < "
            + SqlDialect.FLINK.literal(end);
  }

  Map<String, Comparison> compare() throws Exception {
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    for (Map.Entry<String, String> aggregate : AGGREGATES.entrySet()) {
      String sql = aggregate.getValue().formatted(period);
      run(sql, true);
      run(sql, false);
      Way pushed = run(sql, true);
      Way unpushed = run(sql, false);
      comparisons.put(
          aggregate.getKey(),
          new Comparison(
              pushed, unpushed, Math.round(10 * unpushed.seconds() / pushed.seconds()) / 10.0));
    }
    return comparisons;
  }

  private Way run(String sql, boolean pushed) throws Exception {
    TableEnvironment tables =
        StreamTableEnvironment.create(
            new FlinkExecution(cluster.configuration(), 2).environment(),
            EnvironmentSettings.inBatchMode());
    tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
    tables.executeSql(
        "CREATE TEMPORARY TABLE t ("
            + COLUMNS
            + ") WITH ('connector' = 'clickhouse', 'table-name' = 'verity.verity_audit', 'url' = "
            + SqlDialect.FLINK.literal(reader.url())
            + ", 'username' = "
            + SqlDialect.FLINK.literal(reader.user())
            + ", 'password' = "
            + SqlDialect.FLINK.literal(reader.password())
            + ", 'push-down.aggregates' = '"
            + pushed
            + "')");
    long before = sent();
    long began = System.nanoTime();
    QueryLog.start();
    try {
      CollectionUtil.iteratorToList(tables.executeSql(sql).collect());
    } finally {
      began = System.nanoTime() - began;
    }
    List<QueryRun> queries = QueryLog.stop();
    double queried = queries.stream().mapToLong(q -> q.duration().toNanos()).sum() / 1e9;
    return new Way(
        ReportBenchMain.round(began / 1e9),
        ReportBenchMain.round(queried),
        queries.stream().mapToLong(QueryRun::rows).sum(),
        sent() - before);
  }

  private long sent() throws Exception {
    return counters.number("SELECT value FROM system.events WHERE event = 'NetworkSendBytes'");
  }
}
