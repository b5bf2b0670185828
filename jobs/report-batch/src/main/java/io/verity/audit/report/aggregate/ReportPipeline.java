package io.verity.audit.report.aggregate;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.FlinkSql;
import io.verity.audit.udf.Udfs;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.AggregatePhaseStrategy;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * One bounded job a report.
 *
 * <pre>
 * query 1: ClickHouse (filter, projection, aggregate pushed) -> Flink SQL -> ORDER BY -> tag --+
 * query 2: ...                                                                                 +-> render, publish
 * query n: ClickHouse, PostgreSQL -> Flink SQL joins         -> ORDER BY -> tag --------------+
 * </pre>
 *
 * Each answer is sorted by the order that the pack names and then by all its columns, so that rows
 * which still tie are equal, and their order can't be seen.
 */
public final class ReportPipeline {

  private final StreamTableEnvironment tables;
  private final StreamExecutionEnvironment env;

  private ReportPipeline(StreamExecutionEnvironment env) {
    this.env = env;
    this.tables =
        StreamTableEnvironment.create(env, EnvironmentSettings.newInstance().inBatchMode().build());
    tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    // a local aggregate is what a source can take over
    tables
        .getConfig()
        .set(
            OptimizerConfigOptions.TABLE_OPTIMIZER_AGG_PHASE_STRATEGY,
            AggregatePhaseStrategy.TWO_PHASE);
    Udfs.register(tables);
  }

  /** The job, ready to be executed. */
  public static void define(
      StreamExecutionEnvironment env,
      FlinkSql sql,
      ReporterConfig config,
      RenderTask task,
      Map<String, ?> parameters) {
    ReportPipeline pipeline = new ReportPipeline(env);
    pipeline.createTables(sql, config, parameters);
    pipeline.render(task);
  }

  private void createTables(FlinkSql sql, ReporterConfig config, Map<String, ?> parameters) {
    Map<String, Object> values = new HashMap<>(parameters);
    values.put("clickhouse_url", config.clickHouse().url());
    values.put("clickhouse_user", config.clickHouse().user());
    values.put("clickhouse_password", config.clickHouse().password());
    values.put("database_url", config.database().url());
    values.put("database_user", config.database().user());
    values.put("database_password", config.database().password());
    sql.statements(values).forEach(tables::executeSql);
  }

  private void render(RenderTask task) {
    List<DataStream<Tuple3<Integer, Boolean, byte[]>>> answers = new ArrayList<>();
    for (PlannedQuery query : task.plan().queries()) {
      answers.add(answer(query, task.destination().runId()));
    }
    DataStream<Tuple3<Integer, Boolean, byte[]>> all = answers.get(0);
    for (DataStream<Tuple3<Integer, Boolean, byte[]>> answer : answers.subList(1, answers.size())) {
      all = all.union(answer);
    }
    all.transform("render and publish", Types.STRING, new RenderOperator(task))
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
  }

  private DataStream<Tuple3<Integer, Boolean, byte[]>> answer(PlannedQuery query, UUID runId) {
    try {
      Table answer = tables.sqlQuery(query.sql());
      Table sorted = tables.sqlQuery(sorted(query, answer));
      return tables
          .toDataStream(sorted)
          .transform(query.name(), SpoolRecord.TYPE, new TagRows(query, runId))
          .setParallelism(1);
    } catch (RuntimeException e) {
      throw new IllegalStateException(query.name() + ": " + e.getMessage(), e);
    }
  }

  private static String sorted(PlannedQuery query, Table answer) {
    Set<String> order = new LinkedHashSet<>(query.orderBy());
    answer.getResolvedSchema().getColumns().stream()
        .filter(c -> !c.getDataType().getLogicalType().is(LogicalTypeRoot.ARRAY))
        .forEach(c -> order.add(c.getName()));
    return "SELECT * FROM (\n"
        + query.sql()
        + "\n) ORDER BY "
        + String.join(", ", order.stream().map(name -> "`" + name + "`").toList());
  }
}
