package io.verity.audit.report.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.connector.clickhouse.QueryRun;
import io.verity.audit.report.FlinkExecution;
import io.verity.audit.report.ReportException;
import io.verity.audit.report.ReportOutcome;
import io.verity.audit.report.ReportProgress;
import io.verity.audit.report.ReportRequest;
import io.verity.audit.report.ReportRunner;
import io.verity.audit.report.WarmCluster;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.Section;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the report job on the trail that its servers hold, in one warm JVM: the report itself by
 * phases, the very queries it sent asked again without Flink, aggregates with and without
 * push-down, and drawing. Prints one JSON object.
 *
 * <p>Arguments: period start, period end, framework, and the account that may read the server's
 * counters; its password is in the environment.
 */
public final class ReportBenchMain {

  /**
   * Where the time went.
   *
   * @param proveSeconds recomputing the Merkle roots of the whole trail
   * @param planSeconds planning every query in Flink
   * @param aggregateSeconds running them
   * @param renderSeconds JSON, CSV and PDF, written and read back
   * @param bareSeconds the same ClickHouse queries one after the other, without Flink
   * @param ratio of aggregating and rendering to bare queries and rendering
   */
  record Report(
      String framework,
      int queries,
      double seconds,
      @JsonProperty("prove_seconds") double proveSeconds,
      @JsonProperty("plan_seconds") double planSeconds,
      @JsonProperty("aggregate_seconds") double aggregateSeconds,
      @JsonProperty("render_seconds") double renderSeconds,
      @JsonProperty("bare_sql_seconds") double bareSeconds,
      double ratio,
      @JsonProperty("aggregates") Map<String, Double> aggregates) {}

  record Result(
      Report report,
      @JsonProperty("push_down") Map<String, PushDown.Comparison> pushDown,
      Drawing.Result pdf) {}

  private static final int SLOTS = 4;

  /** Variable with the password of the account that may read the server's counters. */
  public static final String ADMIN_PASSWORD = "BENCH_ADMIN_PASSWORD";

  private ReportBenchMain() {}

  public static void main(String[] args) throws Exception {
    Instant start = Instant.parse(args[0]);
    Instant end = Instant.parse(args[1]);
    ReporterConfig config = ReporterConfig.fromEnvironment(System.getenv());
    ClickHouseAccess admin =
        new ClickHouseAccess(config.clickHouse().url(), args[3], System.getenv(ADMIN_PASSWORD));
    ReportRequest request =
        new ReportRequest(
            null, args[2], start, end, null, List.of("pdf", "csv", "json"), false, "bench");
    try (WarmCluster cluster = WarmCluster.start(SLOTS)) {
      make(cluster, config, request, new Phases());
      Phases phases = new Phases();
      QueryLog.start();
      ReportOutcome outcome = make(cluster, config, request, phases);
      List<QueryRun> queries = QueryLog.stop();
      Result result =
          new Result(
              report(args[2], phases, queries.size(), bare(config, queries)),
              new PushDown(cluster, config.clickHouse(), admin, start, end).compare(),
              Drawing.measure(pdf(outcome)));
      System.out.println(JsonMapper.builder().build().writeValueAsString(result));
    }
  }

  private static ReportOutcome make(
      WarmCluster cluster, ReporterConfig config, ReportRequest request, Phases phases)
      throws InterruptedException {
    FlinkExecution execution = new FlinkExecution(cluster.configuration(), config.parallelism());
    ReportOutcome outcome = new ReportRunner(config, execution).run(request, phases);
    phases.step("done");
    if (!outcome.isCompleted()) {
      throw new ReportException("the report failed: " + outcome.error());
    }
    return outcome;
  }

  private static Report report(
      String framework, Phases phases, int queries, Map<String, Double> bare) {
    double bareSeconds = bare.values().stream().mapToDouble(Double::doubleValue).sum();
    double plan = phases.between("planning", "running");
    double aggregate = phases.between("running", "rendering");
    double render = phases.between("rendering", "done");
    return new Report(
        framework,
        queries,
        round(phases.between("pinning", "done")),
        round(phases.between("proving", "planning")),
        round(plan),
        round(aggregate),
        round(render),
        round(bareSeconds),
        round((plan + aggregate + render) / (bareSeconds + render)),
        bare);
  }

  private static Map<String, Double> bare(ReporterConfig config, List<QueryRun> queries)
      throws IOException, InterruptedException {
    BareClickHouse clickHouse = new BareClickHouse(config.clickHouse());
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (QueryRun query : queries) {
      long began = System.nanoTime();
      clickHouse.run(query.sql());
      String name = "%02d %s".formatted(seconds.size() + 1, query.table());
      seconds.put(name, round((System.nanoTime() - began) / 1e9));
    }
    return seconds;
  }

  private static Path pdf(ReportOutcome outcome) {
    return outcome.artifacts().stream()
        .filter(artifact -> artifact.format().equals("pdf"))
        .map(artifact -> Path.of(artifact.path()))
        .findFirst()
        .orElseThrow();
  }

  static double round(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }

  /** When each phase began. */
  private static final class Phases implements ReportProgress.Listener {

    private final Map<String, Long> began = new LinkedHashMap<>();

    @Override
    public void planned(Map<Section, Long> queries) {
      // the phases are enough
    }

    @Override
    public void answered(Section section, String query, long rows) {
      // the phases are enough
    }

    @Override
    public synchronized void step(String text) {
      began.putIfAbsent(text.split(" ")[0], System.nanoTime());
      System.err.println(text);
    }

    synchronized double between(String from, String to) {
      return (began.get(to) - began.get(from)) / 1e9;
    }
  }
}
