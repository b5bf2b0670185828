package io.verity.audit.report.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.report.ReportException;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.stack.KafkaListener;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.KafkaClients;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report asks of a Kafka that speaks TLS, with no right but to read. */
class KafkaEndsITCase {

  private static final String TOPIC = "verity.audit.all";
  private static final String PASSWORD = "open sesame";

  @TempDir static Path folder;
  private static TestCertificates certificates;
  private static LocalStack stack;

  @BeforeAll
  static void start() throws Exception {
    certificates = TestCertificates.in(folder.resolve("certificates"));
    stack =
        LocalStack.in(folder)
            .environment(
                Map.of("PATH", System.getenv("PATH"), "AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1"))
            .withKafkaTls(KafkaClients.tls(certificates))
            .start();
    KafkaClients clients = new KafkaClients(stack);
    clients.create("reports", PASSWORD);
    for (String principal : List.of("User:reports", "User:CN=reports")) {
      clients.allow(principal, ResourceType.TOPIC, TOPIC, AclOperation.READ);
    }
    Properties plain = new Properties();
    plain.put("bootstrap.servers", stack.kafkaBootstrap());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(plain, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[1])).get();
    }
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void withALogin() {
    assertHasOneRecord(access(KafkaListener.SASL_SSL, login(PASSWORD, certificates.authority())));
  }

  @Test
  void withACertificate() {
    Path own = certificates.bundle(certificates.client("reports"));
    assertHasOneRecord(
        access(
            KafkaListener.MTLS,
            KafkaClients.mtls(folder.resolve("mtls"), own, certificates.authority())));
  }

  @Test
  void whoIsNotLetInIsNotTriedAgain() {
    assertRefused(KafkaListener.SASL_SSL, login("wrong", certificates.authority()), "refuses the");
    assertRefused(KafkaListener.SASL_SSL, login(PASSWORD, certificates.stranger()), "not trusted");
    assertRefused(
        KafkaListener.ELSEWHERE, login(PASSWORD, certificates.authority()), "for another host");
  }

  private static void assertHasOneRecord(KafkaAccess access) {
    try (KafkaEnds ends = new KafkaEnds(access)) {
      var held = ends.held(List.of(TOPIC));
      assertThat(held).hasSize(4);
      assertThat(held).extracting(one -> one.end() - one.first()).containsExactly(1L, 0L, 0L, 0L);
      assertThat(ends.records(held.get(0), 0, 0)).isEqualTo(1);
    }
  }

  private static void assertRefused(KafkaListener listener, Path file, String why) {
    assertThatThrownBy(
            () -> {
              try (KafkaEnds ends = new KafkaEnds(access(listener, file))) {
                ends.held(List.of(TOPIC));
              }
            })
        .isInstanceOfSatisfying(
            ReportException.class, e -> assertThat(e.mayPass()).as(e.getMessage()).isFalse())
        .hasMessageStartingWith("Kafka at REPORTER_KAFKA_BOOTSTRAP 127.0.0.1:")
        .hasMessageContainingAll(why, "REPORTER_KAFKA_CONFIG_FILE " + file);
  }

  private static KafkaAccess access(KafkaListener listener, Path file) {
    return new KafkaAccess(
        stack.kafkaBootstrap(listener),
        file.toString(),
        "REPORTER_KAFKA_BOOTSTRAP",
        "REPORTER_KAFKA_CONFIG_FILE");
  }

  private static Path login(String password, Path authority) {
    return KafkaClients.sasl(folder.resolve("sasl"), "reports", password, authority);
  }
}
