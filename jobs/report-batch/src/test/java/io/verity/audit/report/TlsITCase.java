package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both servers over TLS: their tables of Flink's among what reads them. */
class TlsITCase {

  private static SmallStack stack;
  private static TestCertificates certificates;
  private static TlsForwarder clickHouse;
  private static TlsForwarder otherHost;

  @TempDir private Path out;
  private final UUID runId = UUID.randomUUID();

  @BeforeAll
  static void inFrontOfClickHouse() throws Exception {
    stack = SmallStack.get();
    certificates = stack.certificates();
    clickHouse = TlsForwarder.to(stack.servers().clickHouseUrl(), certificates.server());
    otherHost = TlsForwarder.to(stack.servers().clickHouseUrl(), certificates.otherHost());
  }

  @AfterAll
  static void close() {
    clickHouse.close();
    otherHost.close();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_DATABASE_URL", database("localhost", certificates.authority()));
    environment.put("REPORTER_CLICKHOUSE_URL", "https://localhost:" + clickHouse.port());
    environment.put("REPORTER_CLICKHOUSE_CERTIFICATES", certificates.authority().toString());
    return environment;
  }

  private static String database(String host, Path authority) {
    return stack.servers().postgresUrl().replace("127.0.0.1", host)
        + "?sslmode=verify-full&sslrootcert="
        + authority;
  }

  @Test
  void aReportIsMadeOverTlsAlone() throws Exception {
    Map<String, String> environment = environment();
    for (String secret :
        new String[] {"REPORTER_DATABASE_PASSWORD", "REPORTER_CLICKHOUSE_PASSWORD"}) {
      Path file = Files.createDirectories(out.resolve("secrets")).resolve(secret);
      Files.writeString(file, environment.remove(secret) + "\n");
      environment.put(secret + "_FILE", file.toString());
    }
    JsonNode report = stack.report(environment, SmallStack.arguments("sox", runId));
    assertThat(report.at("/metrics/events_total").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REPORTER_CLICKHOUSE_CERTIFICATES | STRANGER   | its certificate is signed by nobody who is"
            + " trusted here; check REPORTER_CLICKHOUSE_CERTIFICATES, the PEM file of its authority",
        "REPORTER_CLICKHOUSE_URL          | OTHER_HOST | its certificate is for another host name"
            + " than the URL has; check REPORTER_CLICKHOUSE_URL",
        "REPORTER_CLICKHOUSE_PASSWORD     | hunter2    | ; check REPORTER_CLICKHOUSE_USER and"
            + " REPORTER_CLICKHOUSE_PASSWORD or REPORTER_CLICKHOUSE_PASSWORD_FILE",
      })
  void clickHouseThatIsNotSafeOrDoesNotLetItIn(String name, String value, String reason)
      throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("STRANGER", certificates.stranger().toString());
    values.put("OTHER_HOST", "https://localhost:" + otherHost.port());
    Map<String, String> environment = environment();
    environment.put(name, values.getOrDefault(value, value));
    Printed printed = ReportStack.run(environment, SmallStack.arguments("sox", runId));
    assertThat(stack.failed(runId, printed)).endsWith(reason).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REPORTER_DATABASE_URL      | STRANGER | is not safe to talk to: its certificate is signed by"
            + " nobody who is trusted here; check sslrootcert in REPORTER_DATABASE_URL, the PEM"
            + " file of its authority",
        "REPORTER_DATABASE_URL      | NO_FILE  | is not safe to talk to: the file of sslrootcert is"
            + " no PEM file with certificates that can be read; check sslrootcert in"
            + " REPORTER_DATABASE_URL, the PEM file of its authority",
        "REPORTER_DATABASE_URL      | OTHER    | is not safe to talk to: its certificate is for"
            + " another host name than the URL has; check REPORTER_DATABASE_URL",
        "REPORTER_DATABASE_PASSWORD | hunter2  | ; check REPORTER_DATABASE_USER and"
            + " REPORTER_DATABASE_PASSWORD or REPORTER_DATABASE_PASSWORD_FILE",
      })
  void postgresThatIsNotSafeOrDoesNotLetItIn(String name, String value, String reason)
      throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("STRANGER", database("localhost", certificates.stranger()));
    values.put("NO_FILE", database("localhost", out.resolve("none.pem")));
    // the same address by a name that stands in no certificate
    values.put("OTHER", database("127.1", certificates.authority()));
    Map<String, String> environment = environment();
    environment.put(name, values.getOrDefault(value, value));
    Printed printed = ReportStack.run(environment, SmallStack.arguments("sox", runId));
    assertThat(printed.code()).isEqualTo(1);
    String error = SmallStack.JSON.readTree(printed.answer()).path("error").asText();
    stack.assertForAPerson(error);
    assertThat(error).endsWith(reason).doesNotContain("hunter2");
  }
}
