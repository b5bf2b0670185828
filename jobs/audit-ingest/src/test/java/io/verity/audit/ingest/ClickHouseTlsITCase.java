package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job and a ClickHouse behind TLS, its password in a file. */
class ClickHouseTlsITCase {

  private static final LocalStack STACK = TestStack.get();

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static TlsForwarder tls;
  private static TlsForwarder otherHost;

  @TempDir private Path work;
  private final TestTopic topic = TestTopic.create(STACK, 1);
  private final Map<String, String> changes = new HashMap<>();

  @BeforeAll
  static void inFrontOfClickHouse() {
    certificates = TestCertificates.in(folder);
    tls = TlsForwarder.to(STACK.clickHouseUrl(), certificates.server());
    otherHost = TlsForwarder.to(STACK.clickHouseUrl(), certificates.otherHost());
  }

  @AfterAll
  static void close() {
    tls.close();
    otherHost.close();
  }

  @BeforeEach
  void allInOrder() throws Exception {
    Path password = work.resolve("password");
    Files.writeString(password, STACK.account("audit_writer").password() + "\n");
    changes.put("AUDIT_CLICKHOUSE_URL", "https://localhost:" + tls.port());
    changes.put("AUDIT_CLICKHOUSE_CERTIFICATES", certificates.authority().toString());
    changes.put("AUDIT_CLICKHOUSE_PASSWORD_FILE", password.toString());
    changes.put("AUDIT_CLICKHOUSE_PASSWORD", "");
  }

  @Test
  void takesEventsOverTls() throws Exception {
    topic.sendEvents(250);
    IngestRun.Builder run = IngestRun.of(topic, work);
    changes.forEach(run::with);
    try (IngestRun running = run.start()) {
      Oracle.assertExactlyOnce(topic);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AUDIT_CLICKHOUSE_CERTIFICATES  | STRANGER   | its certificate is signed by nobody who is"
            + " trusted here; check AUDIT_CLICKHOUSE_CERTIFICATES, the PEM file of its authority",
        "AUDIT_CLICKHOUSE_URL           | OTHER_HOST | its certificate is for another host name"
            + " than the URL has; check AUDIT_CLICKHOUSE_URL",
        "AUDIT_CLICKHOUSE_PASSWORD_FILE | WRONG      | ; check AUDIT_CLICKHOUSE_USER and"
            + " AUDIT_CLICKHOUSE_PASSWORD or AUDIT_CLICKHOUSE_PASSWORD_FILE"
      })
  void whatIsNotSafeIsOneLine(String name, String value, String end) throws Exception {
    Map<String, String> values =
        Map.of(
            "STRANGER", certificates.stranger().toString(),
            "OTHER_HOST", "https://localhost:" + otherHost.port(),
            "WRONG", Files.writeString(work.resolve("wrong"), "hunter2").toString());
    changes.put(name, values.get(value));
    Map<String, String> environment = IngestRun.of(topic, work).environment();
    environment.putAll(changes);
    IngestProcess.Outcome outcome = IngestProcess.run(environment);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors())
        .startsWith("audit-ingest: ClickHouse: ")
        .hasLineCount(1)
        .endsWith(end)
        .doesNotContain("hunter2");
  }
}
