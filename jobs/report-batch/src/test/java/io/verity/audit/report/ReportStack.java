package io.verity.audit.report;

import io.verity.audit.report.scenario.Scenario;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.TestCertificates;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.ReferenceImport;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;

/** Real servers with the sample scenario in them, ingested and imported, once a JVM. */
final class ReportStack {

  static final Path SAMPLE = Path.of("..", "..", "samples", "scenario");
  static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-10-01T00:00:00Z");
  static final String TOPIC = "report.tests";

  private static ReportStack shared;

  private final LocalStack stack;
  private final TestCertificates certificates;

  private ReportStack(LocalStack stack, TestCertificates certificates) {
    this.stack = stack;
    this.certificates = certificates;
  }

  static synchronized ReportStack get() throws Exception {
    if (shared == null) {
      shared = loaded("report-stack");
    }
    return shared;
  }

  /** Servers with nothing in them. */
  static ReportStack start(String name) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(n -> n.startsWith("AUDIT_") || n.startsWith("REPORTER_"));
    Path folder = Path.of("target", name + "-" + ProcessHandle.current().pid());
    TestCertificates certificates = TestCertificates.in(folder.resolve("tls"));
    LocalStack stack =
        LocalStack.in(folder)
            .environment(environment)
            .withPostgres()
            .withPostgresTls(certificates.server())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    return new ReportStack(stack, certificates);
  }

  /** Servers of a test's own, which may add to the trail what others must not find there. */
  static ReportStack loaded(String name) throws Exception {
    ReportStack stack = start(name);
    stack.load();
    return stack;
  }

  private void load() throws Exception {
    Scenario scenario = Scenario.read(SAMPLE, START, END);
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(writer(), 2)) {
      new LedgeredTrail(store, TOPIC, new UUID(7, 7)).write(scenario.events());
    }
    importReference(SAMPLE.resolve("principals.csv"), SAMPLE.resolve("assets.csv"));
  }

  void importReference(Path principals, Path assets) throws Exception {
    Account importer = stack.postgresAccount("importer");
    try (Database database =
        new Database(
            new DatabaseAccess(stack.postgresUrl(), importer.user(), importer.password()))) {
      new ReferenceImport(database).run(principals, assets, "test");
    }
  }

  LocalStack servers() {
    return stack;
  }

  /** PostgreSQL's own is among them. */
  TestCertificates certificates() {
    return certificates;
  }

  ClickHouseAccess writer() {
    Account writer = stack.account("audit_writer");
    return new ClickHouseAccess(stack.clickHouseUrl(), writer.user(), writer.password());
  }

  String query(String account, String sql) {
    return stack.query(stack.account(account), sql).strip();
  }

  DatabaseAccess database() {
    Account reporter = stack.postgresAccount("reporter");
    return new DatabaseAccess(stack.postgresUrl(), reporter.user(), reporter.password());
  }

  Map<String, String> environment(Path out) {
    Account reader = stack.account("report_reader");
    Account reporter = stack.postgresAccount("reporter");
    Map<String, String> environment = new HashMap<>();
    environment.put("REPORTER_DATABASE_URL", stack.postgresUrl());
    environment.put("REPORTER_DATABASE_USER", reporter.user());
    environment.put("REPORTER_DATABASE_PASSWORD", reporter.password());
    environment.put("REPORTER_CLICKHOUSE_URL", stack.clickHouseUrl());
    environment.put("REPORTER_CLICKHOUSE_USER", reader.user());
    environment.put("REPORTER_CLICKHOUSE_PASSWORD", reader.password());
    environment.put("REPORTER_OUTPUT_DIR", out.toString());
    return environment;
  }

  /** What the program prints, and its exit code. */
  record Printed(int code, String answer, String progress) {}

  static Printed run(Map<String, String> environment, List<String> arguments) {
    return run(environment, arguments, new Configuration());
  }

  static Printed run(Map<String, String> environment, List<String> arguments, Configuration flink) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    int code =
        ReportJob.run(
            arguments.toArray(String[]::new),
            environment,
            new PrintStream(answer, true, StandardCharsets.UTF_8),
            new PrintStream(progress, true, StandardCharsets.UTF_8),
            flink);
    return new Printed(
        code, answer.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8));
  }
}
