package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.scenario.ScenarioEvent;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.TestCertificates;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** Servers with few and hostile events in them, once a JVM: tests may kill and tamper, and mend. */
final class SmallStack {

  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String FROM = "2026-07-01";
  static final String TO = "2026-08-01";

  private static SmallStack shared;

  private final ReportStack stack;
  private final List<String> secrets = new ArrayList<>();

  private SmallStack(ReportStack stack) {
    this.stack = stack;
    secrets.add(stack.servers().account("report_reader").password());
    secrets.add(stack.servers().postgresAccount("reporter").password());
  }

  static synchronized SmallStack get() throws Exception {
    if (shared == null) {
      SmallStack small = new SmallStack(ReportStack.start("small-stack"));
      small.write(HostileTrail.events(), new UUID(9, 9));
      Path folder = Files.createTempDirectory(Path.of("target"), "directory-");
      small.stack.importReference(HostileTrail.principals(folder), HostileTrail.assets(folder));
      shared = small;
    }
    return shared;
  }

  TestCertificates certificates() {
    return stack.certificates();
  }

  LocalStack servers() {
    return stack.servers();
  }

  void write(List<ScenarioEvent> events, UUID topicId) throws Exception {
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(stack.writer(), 2)) {
      new LedgeredTrail(store, "small." + topicId, topicId).write(events);
    }
  }

  Map<String, String> environment(Path out) {
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_PARALLELISM", "1");
    return environment;
  }

  static List<String> arguments(String framework, UUID runId, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--framework=" + framework, "--from=" + FROM, "--to=" + TO, "--format=json"));
    if (runId != null) {
      arguments.add("--run-id=" + runId);
    }
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Makes the report, which must succeed, and returns the JSON that it is. */
  JsonNode report(Map<String, String> environment, List<String> arguments) throws Exception {
    JsonNode answer = completed(ReportStack.run(environment, arguments));
    for (JsonNode artifact : answer.path("artifacts")) {
      if (artifact.path("format").asText().equals("json")) {
        return JSON.readTree(Path.of(artifact.path("path").asText()).toFile());
      }
    }
    return null;
  }

  static JsonNode completed(Printed printed) throws Exception {
    assertThat(printed.code()).as(printed.toString()).isZero();
    JsonNode answer = JSON.readTree(printed.answer());
    assertThat(answer.path("status").asText()).isEqualTo("COMPLETED");
    return answer;
  }

  /** The reason of a run that must have failed: said once, in one line, and kept in its row. */
  String failed(UUID runId, Printed printed) throws Exception {
    assertThat(printed.code()).as(printed.toString()).isEqualTo(1);
    JsonNode answer = JSON.readTree(printed.answer());
    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("run_id").asText()).isEqualTo(runId.toString());
    String reason = answer.path("error").asText();
    assertForAPerson(reason);
    assertThat(column(runId, "status")).as(reason).isEqualTo("FAILED");
    assertThat(column(runId, "error")).isEqualTo(reason);
    return reason;
  }

  void assertForAPerson(String reason) {
    assertThat(reason)
        .isNotBlank()
        .hasSizeLessThan(500)
        .doesNotContain(
            "Exception", "io.verity.", "java.", "org.", "SELECT", "\n", "program failed")
        .doesNotContain(secrets);
  }

  static void assertEmpty(Path folder) throws Exception {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  /** A report in this thread, with somebody who hears of its steps. */
  ReportOutcome run(UUID runId, Path out, List<String> formats, ReportProgress.Listener listener)
      throws InterruptedException {
    ReporterConfig config = ReporterConfig.fromEnvironment(environment(out));
    return new ReportRunner(config, new FlinkExecution(new Configuration(), 1))
        .run(
            new ReportRequest(
                runId,
                "sox",
                Instant.parse(FROM + "T00:00:00Z"),
                Instant.parse(TO + "T00:00:00Z"),
                null,
                formats,
                false,
                "tests"),
            listener);
  }

  String column(UUID runId, String column) {
    return sql("SELECT " + column + "::text FROM report_runs WHERE id = '" + runId + "'");
  }

  /** What the access log says of a run, oldest first. */
  String access(String object) {
    return sql(
        "SELECT string_agg(actor || ' ' || action || ' ' || outcome, ', ' ORDER BY id)"
            + " FROM access_log WHERE object = '"
            + object
            + "'");
  }

  String sql(String query) {
    try (Database database = database("auditor")) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
              return rows.next() ? rows.getString(1) : null;
            }
          });
    }
  }

  void change(String statement) {
    try (Database database = database("admin")) {
      database.connection(connection -> connection.createStatement().execute(statement));
    }
  }

  private Database database(String account) {
    Account login = servers().postgresAccount(account);
    return new Database(
        new DatabaseAccess(servers().postgresUrl(), login.user(), login.password()));
  }

  String clickHouse(String account, String sql) {
    return stack.query(account, sql);
  }
}
