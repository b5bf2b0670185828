package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.net.ServerSocket;
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
        .endsWith("; check AUDIT_CLICKHOUSE_USER and AUDIT_CLICKHOUSE_PASSWORD")
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
        .contains("Kafka does not answer")
        .endsWith("; check AUDIT_KAFKA_BOOTSTRAP");
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

  private static String admin(String sql) {
    return STACK.query(STACK.account("admin"), sql).trim();
  }
}
