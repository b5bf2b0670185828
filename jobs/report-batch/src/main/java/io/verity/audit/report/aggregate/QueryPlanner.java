package io.verity.audit.report.aggregate;

import io.verity.audit.udf.Udfs;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.AggregatePhaseStrategy;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Plans queries in a table environment of its own, which no other thread may use. */
final class QueryPlanner {

  private static final int UNCUT = 64_000;

  private final StreamTableEnvironment tables;

  /**
   * @param job configuration of the job that the queries are for
   * @param definitions CREATE statements of what they read
   */
  QueryPlanner(ReadableConfig job, List<String> definitions) {
    this.tables =
        StreamTableEnvironment.create(
            new StreamExecutionEnvironment(Configuration.fromMap(job.toMap())),
            EnvironmentSettings.newInstance().inBatchMode().build());
    configure(tables.getConfig());
    Udfs.register(tables);
    definitions.forEach(tables::executeSql);
  }

  private static void configure(TableConfig config) {
    config.setLocalTimeZone(ZoneOffset.UTC);
    // a local aggregate is what a source can take over
    config.set(
        OptimizerConfigOptions.TABLE_OPTIMIZER_AGG_PHASE_STRATEGY,
        AggregatePhaseStrategy.TWO_PHASE);
    // Flink parses what it generates in order to cut it into short methods, which takes longer than
    // all the rest of planning; uncut, its adaptive local aggregate does not compile
    config.set(TableConfigOptions.MAX_LENGTH_GENERATED_CODE, UNCUT);
    config.set(ExecutionConfigOptions.TABLE_EXEC_LOCAL_HASH_AGG_ADAPTIVE_ENABLED, false);
  }

  /** The answer's rows in their order, tagged. */
  Transformation<Tuple3<Integer, Boolean, byte[]>> plan(PlannedQuery query, UUID runId) {
    try {
      return tables
          .toDataStream(sorted(query, tables.sqlQuery(query.sql())))
          .transform(query.name(), SpoolRecord.TYPE, new TagRows(query, runId))
          .setParallelism(1)
          .getTransformation();
    } catch (RuntimeException e) {
      throw new IllegalStateException(query.name() + ": " + e.getMessage(), e);
    }
  }

  /** What planning has settled about how the job is to be run. */
  ReadableConfig settings() {
    return tables.getConfig().getConfiguration();
  }

  private Table sorted(PlannedQuery query, Table answer) {
    Set<String> order = new LinkedHashSet<>(query.orderBy());
    answer.getResolvedSchema().getColumns().stream()
        .filter(c -> !c.getDataType().getLogicalType().is(LogicalTypeRoot.ARRAY))
        .forEach(c -> order.add(c.getName()));
    // a table that SQL names is taken as it was planned: its own SQL is not parsed again
    return tables.sqlQuery(
        "SELECT * FROM "
            + answer
            + " ORDER BY "
            + String.join(", ", order.stream().map(name -> "`" + name + "`").toList()));
  }
}
