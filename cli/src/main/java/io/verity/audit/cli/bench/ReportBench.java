package io.verity.audit.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.ReportServers;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.ReportProcess;
import io.verity.audit.cli.produce.TopicLookup;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.ReferenceImport;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Measures reports, one stage a method: the trail is written, then the named aggregates run in bare
 * ClickHouse SQL. Every later stage finds the same trail in the same servers.
 */
public final class ReportBench {

  private static final String FRAMEWORK = "soc2";
  private static final String TOPIC = "verity.audit.all";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the trail came to be. */
  public record Trail(
      long events,
      int batches,
      double seconds,
      @JsonProperty("rows_per_second") long rowsPerSecond) {}

  /**
   * One aggregate.
   *
   * @param seconds by the server's clock, median over the rounds
   * @param bytesRead uncompressed
   */
  public record Query(
      double seconds,
      @JsonProperty("rows_read") long rowsRead,
      @JsonProperty("bytes_read") long bytesRead,
      @JsonProperty("result_rows") long resultRows) {}

  /**
   * All figures.
   *
   * @param report as {@link io.verity.audit.report.bench.ReportBenchMain} gives them
   */
  public record Result(
      Trail trail,
      int rounds,
      @JsonProperty("bare_sql") Map<String, Query> bareSql,
      JsonNode report,
      @JsonProperty("push_down") JsonNode pushDown,
      JsonNode pdf) {}

  private final LocalStack stack;
  private final Path folder;
  private final Map<String, String> environment;
  private final Progress progress;

  ReportBench(LocalStack stack, Path folder, Map<String, String> environment, Progress progress) {
    this.stack = stack;
    this.folder = folder.toAbsolutePath().normalize();
    this.environment = environment;
    this.progress = progress;
  }

  Result run(long events, int batch, int rounds) throws IOException, InterruptedException {
    Trail trail = writeTrail(events, batch);
    Map<String, Query> bare = bareSql(rounds);
    JsonNode job = job();
    return new Result(
        trail, rounds, bare, job.path("report"), job.path("push_down"), job.path("pdf"));
  }

  /** The report job on this trail, in a JVM of its own. */
  private JsonNode job() throws InterruptedException {
    Account importer = stack.postgresAccount("importer");
    try (Database database =
        new Database(
            new DatabaseAccess(stack.postgresUrl(), importer.user(), importer.password()))) {
      new ReferenceImport(database)
          .run(
              referenceData().resolve("principals.csv"),
              referenceData().resolve("assets.csv"),
              "bench");
    }
    Account admin = stack.account("admin");
    StackServers servers = new StackServers(stack, new ServerAccess(folder, environment));
    return new ReportProcess(folder, environment)
        .with(new ReportServers(environment, servers.endpoints(null), folder).settings())
        .with(ReporterOption.REPORTER_OUTPUT_DIR, folder.resolve("reports").toString())
        .bench(
            List.of(
                TrailCompany.START.toString(),
                TrailCompany.END.toString(),
                FRAMEWORK,
                admin.user()),
            admin.password(),
            progress);
  }

  /** Fills the empty trail, and leaves principals.csv and assets.csv in the folder. */
  Trail writeTrail(long events, int batch) throws IOException, InterruptedException {
    UUID topicId = TopicLookup.idOf(stack.kafkaBootstrap(), TOPIC);
    ReportTrail.Options options = new ReportTrail.Options(events).withBatchRows(batch);
    Account writer = stack.account("audit_writer");
    ClickHouseAccess access =
        new ClickHouseAccess(stack.clickHouseUrl(), writer.user(), writer.password());
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(access, options.threads())) {
      ReportTrail trail = new ReportTrail(store, TOPIC, topicId, options);
      trail.company().write(Files.createDirectories(referenceData()));
      long startedAt = System.nanoTime();
      int batches = trail.write(progress);
      double seconds = (System.nanoTime() - startedAt) / 1e9;
      progress.line("trail: %,d events, %,.0f rows/s".formatted(events, events / seconds));
      return new Trail(events, batches, round(seconds), Math.round(events / seconds));
    }
  }

  /** The folder of the principals.csv and assets.csv that belong to the trail. */
  Path referenceData() {
    return folder.resolve("reference");
  }

  /** The named aggregates, as the account that reports read with; in turn, several rounds. */
  Map<String, Query> bareSql(int rounds) {
    Map<String, List<Query>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      BareAggregates.all()
          .forEach(
              (name, sql) ->
                  measured.computeIfAbsent(name, n -> new ArrayList<>()).add(measure(sql)));
    }
    Map<String, Query> medians = new LinkedHashMap<>();
    measured.forEach(
        (name, queries) -> {
          queries.sort(Comparator.comparingDouble(Query::seconds));
          Query median = queries.get(queries.size() / 2);
          medians.put(name, median);
          progress.line("bare SQL: %-30s %8.3f s".formatted(name, median.seconds()));
        });
    return medians;
  }

  private Query measure(String sql) {
    JsonNode answer =
        parse(stack.query(stack.account("report_reader"), sql + " FORMAT JSONCompact"));
    JsonNode statistics = answer.path("statistics");
    return new Query(
        statistics.path("elapsed").asDouble(),
        statistics.path("rows_read").asLong(),
        statistics.path("bytes_read").asLong(),
        answer.path("rows").asLong());
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("ClickHouse's answer is no JSON", e);
    }
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
