package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a stack, with real servers. */
class LocalStackITCase {

  @TempDir static Path folder;
  private static final List<String> PROGRESS = new CopyOnWriteArrayList<>();
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.in(folder).progress(PROGRESS::add).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
    stack.close();
    assertThat(stack.kafka().isAlive()).isFalse();
    assertThat(stack.clickHouse().isAlive()).isFalse();
  }

  @Test
  void bothServersAnswerWithTopicsAndSchema() throws Exception {
    assertThat(topics(stack)).contains("verity.audit.all", "verity.audit.dlq");
    assertThat(topicConfig(stack, "verity.audit.all", "max.message.bytes")).isEqualTo("67108864");
    assertThat(query(stack, "SELECT name FROM system.tables WHERE database = 'verity'"))
        .contains("verity_audit\n", "verity_audit_batches\n", "verity_audit_rejected\n");
    assertThat(query(stack, "SELECT timezone()")).isEqualTo("UTC\n");
    assertThat(PROGRESS)
        .hasSize(4)
        .anyMatch(line -> line.startsWith("Starting Kafka 4."))
        .anyMatch(line -> line.startsWith("Starting ClickHouse "));
  }

  @Test
  void clickHouseComesBackWithItsDataAfterAKill() {
    String url = stack.clickHouseUrl();
    long pid = stack.clickHouse().pid();
    insertBatch(stack, "kill");

    stack.clickHouse().kill();
    assertThat(stack.clickHouse().isAlive()).isFalse();
    stack.clickHouse().restart();

    assertThat(stack.clickHouse().pid()).isNotEqualTo(pid);
    assertThat(stack.clickHouseUrl()).isEqualTo(url);
    assertThat(batches(stack, "kill")).isEqualTo("1\n");
  }

  @Test
  void kafkaComesBackWithItsTopicsAfterAKill() throws Exception {
    stack.createTopic("survivor", 3, Map.of("retention.ms", "60000"));

    stack.kafka().kill();
    stack.kafka().restart();

    assertThat(topics(stack)).contains("survivor");
    assertThat(topicConfig(stack, "survivor", "retention.ms")).isEqualTo("60000");
  }

  @Test
  void aFolderInUseIsRefused() {
    assertThatThrownBy(() -> LocalStack.in(folder).start())
        .isInstanceOf(StackException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("already");
    assertThat(query(stack, "SELECT 1")).isEqualTo("1\n");
  }

  @Test
  void serversOfTheEnvironmentAreUsedAndNoneStarted(@TempDir Path other) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("AUDIT_KAFKA_BOOTSTRAP", stack.kafkaBootstrap());
    environment.put("AUDIT_CLICKHOUSE_URL", stack.clickHouseUrl());
    environment.put("VERITY_CLICKHOUSE_AUDITOR_PASSWORD", stack.account("auditor").password());
    List<String> progress = new CopyOnWriteArrayList<>();

    try (LocalStack external =
        LocalStack.in(other).environment(environment).progress(progress::add).start()) {
      assertThat(progress).isEmpty();
      assertThat(external.query(external.account("auditor"), "SELECT 1")).isEqualTo("1\n");
      external.createTopic("by-another", 1, Map.of());
      assertThatThrownBy(external::kafka).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(external::clickHouse).isInstanceOf(IllegalStateException.class);
    }
    assertThat(topics(stack)).contains("by-another");
  }

  @Test
  void aSecondStackRunsBesideAndContinuesLater(@TempDir Path other) throws Exception {
    String bootstrap;
    String url;
    Account writer;
    try (LocalStack second = LocalStack.in(other).start()) {
      bootstrap = second.kafkaBootstrap();
      url = second.clickHouseUrl();
      writer = second.account("audit_writer");
      second.createTopic("second-only", 1, Map.of());
      insertBatch(second, "second");

      assertThat(bootstrap).isNotEqualTo(stack.kafkaBootstrap());
      assertThat(topics(stack)).doesNotContain("second-only");
      assertThat(batches(stack, "second")).isEqualTo("0\n");
    }

    try (LocalStack again = LocalStack.in(other).start()) {
      assertThat(again.kafkaBootstrap()).isEqualTo(bootstrap);
      assertThat(again.clickHouseUrl()).isEqualTo(url);
      assertThat(again.account("audit_writer")).isEqualTo(writer);
      assertThat(topics(again)).contains("second-only");
      assertThat(batches(again, "second")).isEqualTo("1\n");
    }
  }

  private static void insertBatch(LocalStack stack, String job) {
    stack.query(
        stack.account("audit_writer"),
        "INSERT INTO verity.verity_audit_batches (batch_id, job_id, written_at)"
            + " SELECT generateUUIDv4(), '%s', now64(3)".formatted(job));
  }

  private static String batches(LocalStack stack, String job) {
    return stack.query(
        stack.account("auditor"),
        "SELECT count() FROM verity.verity_audit_batches WHERE job_id = '%s'".formatted(job));
  }

  private static String query(LocalStack stack, String sql) {
    return stack.query(stack.account("admin"), sql);
  }

  private static Set<String> topics(LocalStack stack) throws Exception {
    try (Admin admin = admin(stack)) {
      return admin.listTopics().names().get();
    }
  }

  private static String topicConfig(LocalStack stack, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin(stack)) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    }
  }

  private static Admin admin(LocalStack stack) {
    Properties properties = new Properties();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrap());
    return Admin.create(properties);
  }
}
