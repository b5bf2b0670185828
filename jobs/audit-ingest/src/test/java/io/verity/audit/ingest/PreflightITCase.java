package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job needs and does not find is one clear line, and no stack trace. */
class PreflightITCase {

  private static final LocalStack STACK = TestStack.get();

  @TempDir Path work;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void allInOrder() {
    TestTopic topic = TestTopic.create(STACK, 1);
    environment.put("AUDIT_KAFKA_BOOTSTRAP", STACK.kafkaBootstrap());
    environment.put("AUDIT_CLICKHOUSE_URL", STACK.clickHouseUrl());
    environment.put("AUDIT_CLICKHOUSE_PASSWORD", STACK.account("audit_writer").password());
    environment.put("AUDIT_KAFKA_TOPICS", topic.name());
    environment.put("AUDIT_DLQ_TOPIC", "");
    environment.put("AUDIT_METRICS_PORT", "0");
    environment.put("AUDIT_CHECKPOINT_DIR", work.toUri().toString());
  }

  @AfterEach
  void mendTheSchema() {
    admin("ALTER TABLE verity.verity_audit DROP COLUMN IF EXISTS extra");
    if (admin("EXISTS TABLE verity.verity_audit_hidden").equals("1")) {
      admin("RENAME TABLE verity.verity_audit_hidden TO verity.verity_audit_rejected");
    }
  }

  @Test
  void wrongOption() throws Exception {
    environment.put("AUDIT_BATCH_SIZE", "many");
    assertRefused("AUDIT_BATCH_SIZE is \"many\", which is not a whole number from 1 to 1000000");
  }

  @Test
  void unknownFormat() throws Exception {
    environment.put("AUDIT_EVENT_FORMAT", "xml");
    assertRefused("AUDIT_EVENT_FORMAT: unknown input format \"xml\": known are cloudtrail, verity");
  }

  @Test
  void unknownArgument() throws Exception {
    assertThat(IngestProcess.run(environment, "--resum"))
        .isEqualTo(
            IngestProcess.refused(
                "--resum is not an argument; known are --resume and --stacktrace"));
  }

  @Test
  void noCheckpointFolder() throws Exception {
    environment.remove("AUDIT_CHECKPOINT_DIR");
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors()).contains("AUDIT_CHECKPOINT_DIR is not set");
  }

  @Test
  void aFolderThatTakesNoFiles() throws Exception {
    Path file = Files.createFile(work.resolve("file"));
    environment.put("AUDIT_CHECKPOINT_DIR", "file://" + file + "/checkpoints");
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors())
        .contains("checkpoints: file:" + file + "/checkpoints takes no files (")
        .endsWith("make room, or let the user that Flink runs as write there");
  }

  /** A file system of 64 kB; only who may mount can have one. */
  @Test
  void aFolderThatIsFull() throws Exception {
    Path full = Files.createDirectory(work.resolve("full"));
    assumeTrue(shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", full.toString()) == 0);
    try {
      environment.put("AUDIT_CHECKPOINT_DIR", "file://" + full);
      IngestProcess.Outcome outcome = IngestProcess.run(environment);
      assertOneLine(outcome);
      assertThat(outcome.errors()).contains("takes no files (No space left on device)");
      assertThat(full).as("the probe").isEmptyDirectory();
      shell("mount", "-o", "remount,ro", full.toString());
      assertThat(IngestProcess.run(environment).errors())
          .contains("takes no files (")
          .contains("Read-only file system");
    } finally {
      shell("umount", full.toString());
    }
  }

  @Test
  void aSavepointOfAnotherJob() throws Exception {
    String savepoint = OtherJob.savepoint(work.resolve("other"));
    environment.put("FLINK_CONF_DIR", work.toString());
    Files.writeString(
        work.resolve("config.yaml"), "execution.state-recovery.path: " + savepoint + "\n");
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors())
        .contains(savepoint + " is the savepoint of another job: it has state of counted-words")
        .contains("Name one of audit-ingest, or none");
  }

  @Test
  void nobodyAtTheClickHouseUrl() throws Exception {
    String url = "http://127.0.0.1:" + unusedPort();
    environment.put("AUDIT_CLICKHOUSE_URL", url);
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors())
        .contains("no answer from ClickHouse at " + url)
        .endsWith("; check AUDIT_CLICKHOUSE_URL");
  }

  @Test
  void refusedLogin() throws Exception {
    environment.put("AUDIT_CLICKHOUSE_PASSWORD", "wrong");
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors())
        .contains("Authentication failed")
        .endsWith(
            "; check AUDIT_CLICKHOUSE_USER and AUDIT_CLICKHOUSE_PASSWORD or"
                + " AUDIT_CLICKHOUSE_PASSWORD_FILE")
        .doesNotContain("wrong");
  }

  @Test
  void missingTable() throws Exception {
    admin("RENAME TABLE verity.verity_audit_rejected TO verity.verity_audit_hidden");
    assertRefused(
        "ClickHouse: table verity.verity_audit_rejected does not exist, or this account may not see"
            + " it: run sql/clickhouse/single-node/schema.sql (or replicated/schema.sql), and check"
            + " the grants of sql/clickhouse/users.xml");
  }

  @Test
  void alteredSchema() throws Exception {
    admin("ALTER TABLE verity.verity_audit ADD COLUMN extra String");
    assertRefused(
        "ClickHouse: table verity.verity_audit has a column that the DDL does not know: extra"
            + " String");
  }

  @Test
  void missingTopic() throws Exception {
    String topic = "none-" + UUID.randomUUID();
    environment.put("AUDIT_KAFKA_TOPICS", topic);
    assertRefused(
        "Kafka has no topic "
            + topic
            + ": create it, or name another in AUDIT_KAFKA_TOPICS or AUDIT_DLQ_TOPIC");
  }

  @Test
  void malformedBootstrap() throws Exception {
    environment.put("AUDIT_KAFKA_BOOTSTRAP", "kafka");
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors()).contains("Kafka at AUDIT_KAFKA_BOOTSTRAP kafka: Invalid url");
  }

  @Test
  void nobodyAtTheKafkaBootstrap() throws Exception {
    environment.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:" + unusedPort());
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertOneLine(outcome);
    assertThat(outcome.errors())
        .contains("Kafka at AUDIT_KAFKA_BOOTSTRAP 127.0.0.1:")
        .contains(" does not answer: ")
        .endsWith("the file that AUDIT_KAFKA_CONFIG_FILE names (none now) says how");
    assertThat(outcome.took()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void theStackTraceIsThereForTheAsking() throws Exception {
    environment.put("AUDIT_BATCH_SIZE", "many");
    IngestProcess.Outcome outcome = IngestProcess.run(environment, "--stacktrace");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("ConfigException", "\tat io.verity.audit.ingest");
  }

  private void assertRefused(String message) throws Exception {
    assertThat(IngestProcess.run(environment)).isEqualTo(IngestProcess.refused(message));
  }

  private static void assertOneLine(IngestProcess.Outcome outcome) {
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).startsWith("audit-ingest: ").hasLineCount(1);
    assertThat(outcome.output()).isEmpty();
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static int shell(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private static String admin(String sql) {
    return STACK.query(STACK.account("admin"), sql).trim();
  }
}
