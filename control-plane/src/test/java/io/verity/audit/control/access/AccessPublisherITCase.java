package io.verity.audit.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.QuietStack;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.stack.KafkaListener;
import io.verity.audit.stack.tls.KafkaClients;
import io.verity.audit.store.AccessLog;
import io.verity.audit.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessPublisherITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final QuietStack stack = QuietStack.get();
  private final String topic = "access." + UUID.randomUUID();
  private final List<AccessPublisher> publishers = new ArrayList<>();
  private Database database;
  @TempDir Path folder;
  private long before;

  @BeforeEach
  void start() {
    database = stack.database("control");
    stack.sql(
        "UPDATE access_log_published SET (txid, id) ="
            + " (SELECT pg_current_xact_id(), coalesce(max(id), 0) FROM access_log)");
    before = Long.parseLong(stack.sql("SELECT coalesce(max(id), 0) FROM access_log"));
  }

  @AfterEach
  void stop() {
    publishers.forEach(AccessPublisher::close);
    database.close();
  }

  @Test
  void aLineBecomesAnAuditEvent() throws Exception {
    UUID run = UUID.randomUUID();
    new AccessLog(database)
        .record("maria", "downloadReport", run.toString(), "200", "{\"request_id\": \"r-1\"}");
    new AccessLog(database).record("anonymous", "unknown", "/v1/nothing", "404", null);
    publisher();

    await().atMost(PATIENCE).until(() -> read().size() == 2);

    JsonNode download = JSON.readTree(read().get(0).value());
    assertThat(download.path("event_type").asText()).isEqualTo("API_ACCESS");
    assertThat(download.path("actor_id").asText()).isEqualTo(NameUuid.of("maria").toString());
    assertThat(download.path("actor_type").asText()).isEqualTo("USER");
    assertThat(download.path("resource_type").asText()).isEqualTo("REPORT");
    assertThat(download.path("resource_id").asText()).isEqualTo(run.toString());
    assertThat(download.path("action").asText()).isEqualTo("EXPORT");
    assertThat(download.at("/details/subject").asText()).isEqualTo("maria");
    assertThat(download.at("/details/outcome").asText()).isEqualTo("200");
    assertThat(download.at("/details/call/request_id").asText()).isEqualTo("r-1");
    assertThat(Instant.parse(download.path("timestamp").asText()))
        .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
    JsonNode other = JSON.readTree(read().get(1).value());
    assertThat(other.path("resource_id").asText()).isEqualTo(NameUuid.of("/v1/nothing").toString());
    assertThat(other.path("action").asText()).isEqualTo("READ");
  }

  /** Ids are given out before the commit: who goes by them alone passes the late one over. */
  @Test
  void aTransactionThatTakesItsTimeIsNotPassedOver() throws Exception {
    AccessLog log = new AccessLog(database);
    publisher();
    try (Database slow = stack.database("control")) {
      slow.transaction(
          connection -> {
            insert(connection, "slow");
            log.record("quick", "getReport", "x", "200", null);
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> read().isEmpty());
            return null;
          });
    }
    await().atMost(PATIENCE).until(() -> read().size() == 2);
    assertThat(subjects()).containsExactly("slow", "quick");
  }

  @Test
  void everyLineIsThereAndInOrderWhateverStops() throws Exception {
    publisher();
    publisher();
    Thread first = writer("a", 300);
    Thread second = writer("b", 300);
    await().atMost(PATIENCE).until(() -> !read().isEmpty());
    // whoever leads goes, the other takes over
    publishers.get(0).close();
    first.join();
    stack.servers().kafka().stop();
    Thread third = writer("c", 200);
    third.join();
    second.join();
    stack.servers().kafka().restart();
    publisher();

    List<String> wanted =
        List.of(
            stack
                .sql(
                    "SELECT string_agg(actor, ',' ORDER BY txid, id) FROM access_log WHERE id > "
                        + before)
                .split(","));
    assertThat(wanted).hasSize(800);
    await().atMost(PATIENCE).until(() -> subjects().size() == wanted.size());
    assertThat(subjects()).isEqualTo(wanted);
  }

  /** Whoever runs Kafka may have made the topic: then the right to write to it is enough. */
  @Test
  void byTlsWithALoginThatMayOnlyWrite() throws Exception {
    String user = "control-" + UUID.randomUUID();
    KafkaClients clients = new KafkaClients(stack.servers());
    stack.servers().createTopic(topic, 1, Map.of());
    clients.create(user, "open sesame");
    clients.allow("User:" + user, ResourceType.TOPIC, topic, AclOperation.WRITE);
    Path file =
        KafkaClients.sasl(
            folder.resolve("client.properties"), user, "open sesame", stack.kafkaAuthority());
    new AccessLog(database).record("maria", "getReport", "/v1/reports", "200", "{}");

    publishers.add(
        new AccessPublisher(
            stack.access("control"),
            new KafkaAccess(
                stack.servers().kafkaBootstrap(KafkaListener.SASL_SSL),
                file.toString(),
                "CONTROL_KAFKA_BOOTSTRAP",
                "CONTROL_KAFKA_CONFIG_FILE"),
            topic));
    await().atMost(PATIENCE).until(() -> subjects().equals(List.of("maria")));
  }

  private void publisher() {
    publishers.add(
        new AccessPublisher(
            stack.access("control"), KafkaAccess.plain(stack.servers().kafkaBootstrap()), topic));
  }

  private Thread writer(String name, int lines) {
    Thread thread =
        new Thread(
            () -> {
              try (Database own = stack.database("control")) {
                AccessLog log = new AccessLog(own);
                for (int i = 0; i < lines; i++) {
                  log.record(name + i, "getReport", "/v1/reports", "200", "{}");
                }
              }
            });
    thread.start();
    return thread;
  }

  private static void insert(Connection connection, String actor) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO access_log (actor, action, object, outcome) VALUES ('"
              + actor
              + "', 'getReport', 'x', '200')");
    }
  }

  /** Each event once, where it came first. */
  private List<String> subjects() throws Exception {
    Map<String, String> byId = new LinkedHashMap<>();
    for (ConsumerRecord<String, String> record : read()) {
      JsonNode event = JSON.readTree(record.value());
      byId.putIfAbsent(event.path("event_id").asText(), event.at("/details/subject").asText());
    }
    return List.copyOf(byId.values());
  }

  private List<ConsumerRecord<String, String>> read() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            stack.servers().kafkaBootstrap(),
            "allow.auto.create.topics",
            false);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      if (consumer.partitionsFor(topic).isEmpty()) {
        return records;
      }
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
      }
      return records;
    }
  }
}
