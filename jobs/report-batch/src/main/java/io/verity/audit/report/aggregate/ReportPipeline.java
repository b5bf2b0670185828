package io.verity.audit.report.aggregate;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.FlinkSql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.StreamExchangeMode;
import org.apache.flink.streaming.api.transformations.UnionTransformation;
import org.apache.flink.streaming.runtime.partitioner.GlobalPartitioner;

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
 *
 * <p>Between the queries and the renderer stands a blocking exchange: as many queries run at a time
 * as the cluster has slots, and the renderer begins when all have ended.
 */
public final class ReportPipeline {

  private static final int MAX_PLANNERS = 4;

  private ReportPipeline() {}

  /** The job, ready to be executed. */
  public static void define(
      StreamExecutionEnvironment env,
      FlinkSql sql,
      ReporterConfig config,
      RenderTask task,
      Map<String, ?> parameters)
      throws InterruptedException {
    List<String> definitions = sql.statements(withServers(config, parameters));
    Queue<QueryPlanner> planners = new ConcurrentLinkedQueue<>();
    List<Transformation<Tuple3<Integer, Boolean, byte[]>>> answers =
        plan(
            task,
            () -> {
              QueryPlanner planner = new QueryPlanner(env.getConfiguration(), definitions);
              planners.add(planner);
              return planner;
            });
    planners.forEach(planner -> env.configure(planner.settings()));
    new DataStream<>(
            env,
            new PartitionTransformation<>(
                new UnionTransformation<>(answers),
                new GlobalPartitioner<>(),
                StreamExchangeMode.BATCH))
        .transform("render and publish", Types.STRING, new RenderOperator(task))
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
  }

  private static Map<String, Object> withServers(ReporterConfig config, Map<String, ?> parameters) {
    Map<String, Object> values = new HashMap<>(parameters);
    values.put("clickhouse_url", config.clickHouse().url());
    values.put("clickhouse_user", config.clickHouse().user());
    values.put("clickhouse_password", config.clickHouse().password());
    values.put("clickhouse_certificates", config.clickHouse().certificates());
    values.put("database_url", config.database().url());
    values.put("database_user", config.database().user());
    values.put("database_password", config.database().password());
    return values;
  }

  /** In the order of the queries, whichever was planned first. */
  private static List<Transformation<Tuple3<Integer, Boolean, byte[]>>> plan(
      RenderTask task, Supplier<QueryPlanner> planners) throws InterruptedException {
    List<Callable<Transformation<Tuple3<Integer, Boolean, byte[]>>>> work = new ArrayList<>();
    ThreadLocal<QueryPlanner> own = ThreadLocal.withInitial(planners);
    for (PlannedQuery query : task.plan().queries()) {
      work.add(() -> own.get().plan(query, task.destination().runId()));
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(MAX_PLANNERS, Runtime.getRuntime().availableProcessors()));
    try {
      List<Transformation<Tuple3<Integer, Boolean, byte[]>>> answers = new ArrayList<>();
      for (Future<Transformation<Tuple3<Integer, Boolean, byte[]>>> answer :
          threads.invokeAll(work)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
