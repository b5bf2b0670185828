package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.stack.KafkaListener;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.KafkaClients;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job reads and writes Kafka by TLS, with no more rights than docs/ingest.md lists. */
class KafkaTlsITCase {

  private static final LocalStack STACK = TestStack.get();
  private static final TestCertificates CERTIFICATES = TestStack.certificates();
  private static final String PASSWORD = "correct horse";

  private final KafkaClients clients = new KafkaClients(STACK);
  private final String user = "ingest-" + UUID.randomUUID();
  private final String group = "group-" + UUID.randomUUID();
  private final String deadLetters = "dlq-" + UUID.randomUUID();
  private TestTopic topic;
  @TempDir Path work;

  @BeforeEach
  void prepare() {
    topic = TestTopic.create(STACK, 2);
    STACK.createTopic(deadLetters, 1, Map.of());
    clients.create(user, PASSWORD);
  }

  @Test
  void withALogin() throws Exception {
    grant("User:" + user);
    readsAndCopies(KafkaListener.SASL_SSL, sasl(PASSWORD, CERTIFICATES.authority()));
  }

  @Test
  void withACertificate() throws Exception {
    grant("User:CN=" + user);
    Path own = CERTIFICATES.bundle(CERTIFICATES.client(user));
    readsAndCopies(KafkaListener.MTLS, mtls(own));
  }

  @Test
  void aWrongPassword() throws Exception {
    IngestProcess.Outcome outcome =
        IngestProcess.run(
            at(KafkaListener.SASL_SSL, sasl("wrong staple", CERTIFICATES.authority())));
    assertRefused(outcome, " refuses the account: Authentication failed", "sasl.jaas.config");
    assertThat(outcome.errors()).doesNotContain("staple");
  }

  @Test
  void anAuthorityThatIsNotTrusted() throws Exception {
    assertRefused(
        IngestProcess.run(at(KafkaListener.SASL_SSL, sasl(PASSWORD, CERTIFICATES.stranger()))),
        " has a certificate of an authority that is not trusted (",
        "ssl.truststore.location");
  }

  @Test
  void aCertificateForAnotherHost() throws Exception {
    assertRefused(
        IngestProcess.run(at(KafkaListener.ELSEWHERE, sasl(PASSWORD, CERTIFICATES.authority()))),
        " has a certificate for another host (",
        "advertised.listeners");
  }

  @Test
  void noCertificateOfItsOwn() throws Exception {
    Path file = work.resolve("client.properties");
    Files.writeString(
        file,
        "security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location="
            + CERTIFICATES.authority().toAbsolutePath());
    assertRefused(
        IngestProcess.run(at(KafkaListener.MTLS, file)),
        " and this client do not agree on TLS (",
        "ssl.keystore.location");
  }

  @Test
  void noRights() throws Exception {
    assertRefused(
        IngestProcess.run(at(KafkaListener.SASL_SSL, sasl(PASSWORD, CERTIFICATES.authority()))),
        " knows the account and does not let it: ",
        "docs/ingest.md");
  }

  /** Kafka's own words for it are a part of the setting. */
  @Test
  void aMalformedLogin() throws Exception {
    Path file = sasl("unquoted\" staple \"", CERTIFICATES.authority());
    IngestProcess.Outcome outcome = IngestProcess.run(at(KafkaListener.SASL_SSL, file));
    assertRefused(outcome, "sasl.jaas.config", "is malformed");
    assertThat(outcome.errors()).doesNotContain("staple");
  }

  private void readsAndCopies(KafkaListener listener, Path file) throws Exception {
    topic.sendEvents(300);
    topic.send(List.of("no event".getBytes(UTF_8)));
    IngestRun.Builder run = IngestRun.of(topic, work);
    run.environment().putAll(at(listener, file));
    try (IngestRun running = run.start()) {
      Oracle.assertExactlyOnce(topic);
      // an empty topic is given all rejects of the table, those of other tests too
      await().atMost(Duration.ofSeconds(60)).until(() -> copies() > 0);
    }
  }

  private long copies() throws Exception {
    try (KafkaTopics kafka = new KafkaTopics(topic.client())) {
      TopicPartition only = new TopicPartition(deadLetters, 0);
      return kafka.endOffsets(List.of(only)).get(only);
    }
  }

  private void grant(String principal) {
    clients.allow(principal, ResourceType.TOPIC, topic.name(), AclOperation.READ);
    clients.allow(principal, ResourceType.GROUP, group, AclOperation.READ);
    clients.allow(
        principal, ResourceType.TOPIC, deadLetters, AclOperation.READ, AclOperation.WRITE);
  }

  private Map<String, String> at(KafkaListener listener, Path file) {
    return Map.ofEntries(
        Map.entry("AUDIT_KAFKA_BOOTSTRAP", STACK.kafkaBootstrap(listener)),
        Map.entry("AUDIT_KAFKA_CONFIG_FILE", file.toString()),
        Map.entry("AUDIT_CONSUMER_GROUP", group),
        Map.entry("AUDIT_KAFKA_TOPICS", topic.name()),
        Map.entry("AUDIT_DLQ_TOPIC", deadLetters),
        Map.entry("AUDIT_CLICKHOUSE_URL", STACK.clickHouseUrl()),
        Map.entry("AUDIT_CLICKHOUSE_PASSWORD", STACK.account("audit_writer").password()),
        Map.entry("AUDIT_METRICS_PORT", "0"),
        Map.entry("AUDIT_CHECKPOINT_DIR", work.toUri().toString()));
  }

  private Path sasl(String password, Path authority) {
    return KafkaClients.sasl(work.resolve("client.properties"), user, password, authority);
  }

  private Path mtls(Path own) {
    return KafkaClients.mtls(work.resolve("client.properties"), own, CERTIFICATES.authority());
  }

  private static void assertRefused(IngestProcess.Outcome outcome, String what, String remedy) {
    assertThat(outcome.errors())
        .startsWith("audit-ingest: Kafka at AUDIT_KAFKA_BOOTSTRAP 127.0.0.1:")
        .hasLineCount(1)
        .contains(what)
        .contains(remedy)
        .contains("AUDIT_KAFKA_CONFIG_FILE ");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.took()).isLessThan(Duration.ofSeconds(25));
  }
}
