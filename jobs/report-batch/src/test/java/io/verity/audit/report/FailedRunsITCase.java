package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.report.pack.Section;
import io.verity.audit.stack.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers away or dying, a full disk, evidence that was touched: FAILED, and a retry that works.
 */
class FailedRunsITCase {

  private static final String BATCH =
      "(SELECT batch_id FROM verity.verity_audit_batches WHERE kind = 'committed'"
          + " ORDER BY min_timestamp LIMIT 1)";

  @TempDir private Path out;

  private SmallStack stack;
  private final UUID runId = UUID.randomUUID();

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
  }

  @Test
  void whatFailsBeforeTheQueriesLeavesAFailedRunThatCanBeTriedAgain() throws Exception {
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_CLICKHOUSE_URL", "http://localhost:1");
    assertThat(failed(environment)).contains("localhost:1");

    environment = stack.environment(out);
    environment.put("REPORTER_CLICKHOUSE_PASSWORD", "not-the-password");
    assertThat(failed(environment)).contains("report_reader").doesNotContain("not-the-password");

    environment = stack.environment(out);
    environment.put("REPORTER_DATABASE_URL", "postgresql://localhost:1/verity");
    Printed away = ReportStack.run(environment, SmallStack.arguments("sox", runId));
    assertThat(away.code()).isEqualTo(1);
    JsonNode answer = SmallStack.JSON.readTree(away.answer());
    assertThat(answer.path("run_id").asText()).isEqualTo(runId.toString());
    assertThat(answer.path("error").asText())
        .startsWith("PostgreSQL at localhost:1/verity can't be reached");
    stack.assertForAPerson(answer.path("error").asText());

    tamper(
        "verity.verity_audit",
        "action",
        "batch_id IN " + BATCH,
        () ->
            assertThat(failed()).startsWith("trail-tampered: the trail is not as it was written"));
    tamper(
        "verity.verity_audit_batches",
        "sha256",
        "kind = 'committed' AND batch_id IN " + BATCH,
        () ->
            assertThat(failed())
                .startsWith("trail-tampered: the ledger no longer says what this run pinned"));

    SmallStack.assertEmpty(out);
    String pinned = stack.column(runId, "snapshot_root");
    assertThat(pinned).isNotNull();
    stack.report(stack.environment(out), SmallStack.arguments("sox", runId));
    assertThat(stack.column(runId, "snapshot_root")).isEqualTo(pinned);
  }

  @Test
  void clickHouseDiesWhileItIsAsked() throws Exception {
    ServerProcess clickHouse = stack.servers().clickHouse();
    ReportOutcome outcome;
    try {
      outcome = runAndKillAt("answered", clickHouse);
    } finally {
      clickHouse.restart();
    }
    assertThat(outcome.status()).isEqualTo("FAILED");
    assertThat(outcome.error()).startsWith("ClickHouse at ").contains("could not read");
    stack.assertForAPerson(outcome.error());
    assertThat(stack.column(runId, "error")).isEqualTo(outcome.error());
    SmallStack.assertEmpty(out);

    String pinned = stack.column(runId, "snapshot_root");
    JsonNode report = stack.report(stack.environment(out), SmallStack.arguments("sox", runId));
    assertThat(report.at("/snapshot/root").asText()).isEqualTo(pinned);
  }

  @Test
  void postgresDiesBeforeItHearsOfTheReport() throws Exception {
    ServerProcess postgres = stack.servers().postgres();
    ReportOutcome outcome;
    try {
      outcome = runAndKillAt("rendering json", postgres);
    } finally {
      postgres.restart();
    }
    assertThat(outcome.status()).isEqualTo("FAILED");
    assertThat(outcome.error()).startsWith("PostgreSQL at ").contains("can't be reached");
    stack.assertForAPerson(outcome.error());
    SmallStack.assertEmpty(out);
    assertThat(stack.column(runId, "status")).isEqualTo("PROCESSING");
    assertThat(stack.column(runId, "progress->>'phase'")).isEqualTo("rendering");

    stack.report(stack.environment(out), SmallStack.arguments("sox", runId));
    assertThat(stack.column(runId, "status || attempt")).isEqualTo("COMPLETED2");
    assertThat(stack.column(runId, "progress->>'phase'")).isEqualTo("publishing");
  }

  @Test
  void noSpaceOrNoPlaceForTheFiles() throws Exception {
    Path file = Files.createFile(out.resolve("file"));
    assertThat(failed(stack.environment(file)))
        .isEqualTo(
            "the report can't be written into "
                + file
                + ": "
                + file
                + ": something else is in its place");
    Path disk = Files.createDirectory(out.resolve("disk"));
    assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk.toString()));
    try {
      assertThat(failed(stack.environment(disk))).contains("No space left on device");
      SmallStack.assertEmpty(disk);
    } finally {
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void noReportThatTheAccessLogDoesNotTake() throws Exception {
    String right = " INSERT (actor, action, object, outcome, detail) ON access_log ";
    stack.change("REVOKE" + right + "FROM verity_reporter");
    try {
      Printed printed = ReportStack.run(stack.environment(out), SmallStack.arguments("sox", runId));
      assertThat(printed.code()).isEqualTo(1);
      assertThat(printed.answer()).contains("permission denied for table access_log");
    } finally {
      stack.change("GRANT" + right + "TO verity_reporter");
    }
    assertThat(stack.column(runId, "status")).isEqualTo("FAILED");
    SmallStack.assertEmpty(out);
  }

  @Test
  void theSlowerOfTwoIsFencedAndOneReportIsThere() throws Exception {
    AtomicReference<ReportOutcome> faster = new AtomicReference<>();
    AtomicBoolean began = new AtomicBoolean();
    Path left = out.resolve(".sox-2026-07-01-2026-08-01-" + runId + ".0.x.json.tmp");
    Files.createFile(left);
    ReportOutcome slower =
        stack.run(
            runId,
            out,
            List.of("json", "csv"),
            at(
                "rendering json",
                () -> {
                  if (began.compareAndSet(false, true)) {
                    faster.set(stack.run(runId, out, List.of("json"), at("", () -> {})));
                  }
                }));
    assertThat(faster.get().status()).isEqualTo("COMPLETED");
    assertThat(slower.status()).isEqualTo("FAILED");
    assertThat(slower.error())
        .isEqualTo("attempt 1 does not hold run " + runId + ": it is COMPLETED in attempt 2");
    assertThat(stack.column(runId, "status || attempt")).isEqualTo("COMPLETED2");
    assertThat(out.toFile().list()).hasSize(1);
    assertThat(left).as("what a killed attempt left").doesNotExist();
    assertThat(stack.access(runId.toString()))
        .isEqualTo("tests report.run COMPLETED, tests report.run FAILED");

    stack.report(stack.environment(out), SmallStack.arguments("sox", runId));
    assertThat(stack.access(runId.toString())).endsWith("report-batch report.run REPLAYED");
  }

  @Test
  void ingestIsBehindAndAnAttemptThatDiedHasPinnedTooLittle() throws Exception {
    String topic = "behind-" + runId;
    stack.servers().createTopic(topic, 1, Map.of());
    Properties properties = new Properties();
    properties.put("bootstrap.servers", stack.servers().kafkaBootstrap());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(properties, bytes, bytes)) {
      for (int i = 0; i < 5; i++) {
        kafka.send(new ProducerRecord<>(topic, "{}".getBytes())).get();
      }
    }
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_KAFKA_BOOTSTRAP", stack.servers().kafkaBootstrap());
    environment.put("REPORTER_KAFKA_TOPICS", topic);
    environment.put("REPORTER_INGEST_WAIT_SECONDS", "1");
    assertThat(failed(environment))
        .startsWith("ingest is 5 events behind Kafka after 1 s of waiting (most in " + topic);
    SmallStack.assertEmpty(out);

    UUID partial = UUID.randomUUID();
    stack.clickHouse(
        "report_reader",
        "INSERT INTO verity.verity_report_snapshots SELECT toUUID('"
            + partial
            + "'), batch_id, sha256 FROM verity.verity_audit_batches WHERE kind = 'committed'"
            + " AND min_timestamp < '2026-07-01' LIMIT 1");
    JsonNode report =
        stack.report(environment, SmallStack.arguments("sox", partial, "--allow-partial"));
    assertThat(report.at("/completeness/not_ingested").asInt()).isEqualTo(5);
    assertThat(report.at("/completeness/partial").asBoolean()).isTrue();
    assertThat(report.at("/metrics/events_total").asInt()).isEqualTo(HostileTrail.events().size());
  }

  private ReportOutcome runAndKillAt(String step, ServerProcess server) throws Exception {
    return stack.run(runId, out, List.of("json"), at(step, server::kill));
  }

  /** What to do when a report comes to a step. */
  private interface Deed {
    void run() throws Exception;
  }

  private static ReportProgress.Listener at(String step, Deed deed) {
    return new ReportProgress.Listener() {
      @Override
      public void planned(Map<Section, Long> queries) {}

      @Override
      public void answered(Section section, String query, long rows) {
        step("answered");
      }

      @Override
      public void step(String text) {
        if (text.equals(step)) {
          try {
            deed.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }
      }
    };
  }

  private String failed() throws Exception {
    return failed(stack.environment(out));
  }

  private String failed(Map<String, String> environment) throws Exception {
    return stack.failed(runId, ReportStack.run(environment, SmallStack.arguments("sox", runId)));
  }

  /** Changes a column behind the ledger's back, and puts it right again. */
  private void tamper(String table, String column, String where, Deed deed) throws Exception {
    update(table, column + " = concat(" + column + ", 'x')", where);
    try {
      deed.run();
    } finally {
      update(table, column + " = substring(" + column + ", 1, length(" + column + ") - 1)", where);
    }
  }

  private void update(String table, String assignment, String where) {
    stack.clickHouse(
        "admin",
        "ALTER TABLE "
            + table
            + " UPDATE "
            + assignment
            + " WHERE "
            + where
            + " SETTINGS mutations_sync = 1");
  }

  private static boolean succeeds(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
