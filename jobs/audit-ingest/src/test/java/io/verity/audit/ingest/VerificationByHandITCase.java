package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/verification.md, as they stand there, find what was done to a trail behind
 * its back. A stack of its own: the others' trails have been tampered with already.
 */
class VerificationByHandITCase {

  private static final String EVENTS = "verity.verity_audit";
  private static final String LEDGER = "verity.verity_audit_batches";
  private static final String KEPT = "verity.kept_";

  @TempDir static Path work;

  private static LocalStack stack;
  private static Trail trail;

  @BeforeAll
  static void aTrail() throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("AUDIT_"));
    stack = LocalStack.in(work.resolve("stack")).environment(environment).start();
    TestTopic topic = TestTopic.create(stack, 2);
    topic.sendEvents(30);
    topic.send(List.of("no event".getBytes(), "none either".getBytes()));
    try (IngestRun run =
        IngestRun.of(topic, Files.createDirectory(work.resolve("job")))
            .with("AUDIT_KAFKA_BOOTSTRAP", stack.kafkaBootstrap())
            .with("AUDIT_CLICKHOUSE_URL", stack.clickHouseUrl())
            .with("AUDIT_CLICKHOUSE_PASSWORD", stack.account("audit_writer").password())
            .start()) {
      Oracle.awaitCovered(topic);
      topic.sendEvents(20);
      Oracle.assertExactlyOnce(topic);
    }
    trail = topic.trail();
    for (String table : List.of(EVENTS, LEDGER)) {
      admin("CREATE TABLE " + kept(table) + " AS " + table);
      admin("INSERT INTO " + kept(table) + " SELECT * FROM " + table);
    }
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @AfterEach
  void asItWas() {
    for (String table : List.of(EVENTS, LEDGER)) {
      admin("TRUNCATE TABLE " + table);
      admin("INSERT INTO " + table + " SELECT * FROM " + kept(table));
    }
  }

  @Test
  void aTrailThatIsWell() throws Exception {
    DocumentedSteps.Outcome outcome = check();
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).endsWith("all is well");
    assertThat(outcome.output().lines().filter(line -> line.startsWith("root of ")))
        .hasSize((int) trail.batches());
  }

  @Test
  void anAlteredRow() throws Exception {
    mutate(EVENTS, "UPDATE details = 'changed' WHERE kafka_partition = 0 AND kafka_offset = 3");
    assertFinds("altered rows ");
  }

  @Test
  void aDeletedRow() throws Exception {
    mutate(EVENTS, "DELETE WHERE kafka_partition = 0 AND kafka_offset = 3");
    assertFinds("rows missing or added");
  }

  @Test
  void aRowThatIsThereTwice() throws Exception {
    admin("INSERT INTO " + EVENTS + " SELECT * FROM " + EVENTS + " ORDER BY kafka_offset LIMIT 1");
    assertFinds("stored more than once");
  }

  @Test
  void aRowOfNoBatch() throws Exception {
    admin(
        "INSERT INTO "
            + EVENTS
            + " SELECT * REPLACE (generateUUIDv4() AS batch_id, 9999 AS kafka_offset) FROM "
            + EVENTS
            + " LIMIT 1");
    assertFinds("rows without a committed batch");
  }

  @Test
  void aBatchThatIsGoneFromTheLedger() throws Exception {
    String batch =
        admin(
            "SELECT batch_id FROM verity.verity_audit_batches ARRAY JOIN runs AS run"
                + " WHERE kind = 'committed' AND run.kind = 'rejects' LIMIT 1");
    mutate(LEDGER, "DELETE WHERE batch_id = '" + batch + "'");
    assertFinds("gap");
  }

  @Test
  void anAlteredLedgerEntry() throws Exception {
    mutate(LEDGER, "UPDATE job_id = 'another' WHERE kind = 'intent'");
    assertFinds("altered ledger entry");
  }

  /** Rows and ledger are consistent again, and only a copy of the roots tells. */
  @Test
  void aHistoryThatWasRewritten() throws Exception {
    Path roots = work.resolve("roots.tsv");
    assertThat(copy(roots).status()).isZero();
    byte[] before = Files.readAllBytes(roots);
    String batch = admin("SELECT any(batch_id) FROM " + EVENTS);
    mutate(EVENTS, "DELETE WHERE batch_id = '" + batch + "'");
    mutate(LEDGER, "DELETE WHERE batch_id = '" + batch + "'");
    assertCopyMisses(roots, batch);
    admin("TRUNCATE TABLE " + LEDGER);
    assertCopyMisses(roots, batch);
    assertThat(roots).as("the copy is not replaced by what was rewritten").hasBinaryContent(before);
  }

  @Test
  void nothingIsWellWhereNothingIs() throws Exception {
    admin("TRUNCATE TABLE " + EVENTS);
    admin("TRUNCATE TABLE " + LEDGER);
    Map<String, String> environment = reader();
    assertNotWell(script().run(environment), "not checked: the ledger has no batch");
  }

  @Test
  void nothingIsWellWhereNobodyAnswers() throws Exception {
    Map<String, String> environment = reader();
    environment.put("PASSWORD", "wrong");
    assertNotWell(script().run(environment), "not checked: ClickHouse did not answer");
    DocumentedSteps.Outcome copy = copySteps().run(with(environment, work.resolve("none.tsv")));
    assertThat(copy.status()).as(copy.output()).isEqualTo(1);
    assertThat(work.resolve("none.tsv")).doesNotExist();
  }

  private static void assertFinds(String problem) throws Exception {
    assertNotWell(check(), problem);
  }

  private static void assertNotWell(DocumentedSteps.Outcome outcome, String problem) {
    assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).contains(problem).doesNotContain("all is well");
  }

  private static void assertCopyMisses(Path roots, String batch) throws Exception {
    DocumentedSteps.Outcome outcome = copy(roots);
    assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).contains("no longer in the ledger", batch);
  }

  private static DocumentedSteps.Outcome check() throws Exception {
    Map<String, String> environment = reader();
    environment.put("BATCHES", String.join(" ", trail.committedBatches()));
    return script().run(environment);
  }

  private static DocumentedSteps.Outcome copy(Path roots) throws Exception {
    return copySteps().run(with(reader(), roots));
  }

  private static DocumentedSteps script() throws Exception {
    return DocumentedSteps.of("verification.md", "VerificationByHandITCase");
  }

  private static DocumentedSteps copySteps() throws Exception {
    return DocumentedSteps.of("verification.md", "VerificationByHandITCase as copy")
        .after("q() {", "}", script());
  }

  private static Map<String, String> with(Map<String, String> environment, Path roots) {
    environment.put("ROOTS", roots.toString());
    return environment;
  }

  private static Map<String, String> reader() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLICKHOUSE", stack.clickHouseUrl());
    environment.put("READER", "auditor");
    environment.put("PASSWORD", stack.account("auditor").password());
    return environment;
  }

  private static String kept(String table) {
    return table.replace("verity.verity_", KEPT);
  }

  private static void mutate(String table, String command) {
    admin("ALTER TABLE " + table + " " + command + " SETTINGS mutations_sync = 2");
  }

  private static String admin(String sql) {
    return stack.query(stack.account("admin"), sql).trim();
  }
}
