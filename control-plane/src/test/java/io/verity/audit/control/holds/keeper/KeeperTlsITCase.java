package io.verity.audit.control.holds.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.holds.HoldStack;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keeper of holds between two servers that speak TLS. */
class KeeperTlsITCase {

  private final HoldStack stack = HoldStack.get();
  private final TestCertificates certificates = stack.certificates();
  @TempDir private Path folder;
  private TlsForwarder clickHouse;
  private TlsForwarder otherHost;

  @BeforeEach
  void inFrontOfClickHouse() {
    clickHouse = TlsForwarder.to(stack.servers().clickHouseUrl(), certificates.server());
    otherHost = TlsForwarder.to(stack.servers().clickHouseUrl(), certificates.otherHost());
  }

  @AfterEach
  void close() {
    clickHouse.close();
    otherHost.close();
  }

  private Process start(Map<String, String> changes) throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("HOLDS_DATABASE_URL", database("localhost", certificates.authority()));
    all.put("HOLDS_CLICKHOUSE_URL", "https://localhost:" + clickHouse.port());
    all.put("HOLDS_CLICKHOUSE_CERTIFICATES", certificates.authority().toString());
    all.putAll(changes);
    return KeeperProcess.start(stack, all, folder.resolve("stderr"));
  }

  private String database(String host, Path authority) {
    return stack.servers().postgresUrl().replace("127.0.0.1", host)
        + "?sslmode=verify-full&sslrootcert="
        + authority;
  }

  @Test
  void works() throws Exception {
    Process keeper = start(Map.of());
    try {
      assertThat(keeper.inputReader(StandardCharsets.UTF_8).readLine()).contains("\"keeper\"");
    } finally {
      keeper.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOLDS_CLICKHOUSE_CERTIFICATES | STRANGER   | is signed by nobody who is trusted here; check"
            + " HOLDS_CLICKHOUSE_CERTIFICATES, the PEM file of its authority",
        "HOLDS_CLICKHOUSE_URL          | OTHER_HOST | is for another host name than the URL has;"
            + " check HOLDS_CLICKHOUSE_URL",
        "HOLDS_CLICKHOUSE_PASSWORD     | hunter2    | ; check HOLDS_CLICKHOUSE_USER and"
            + " HOLDS_CLICKHOUSE_PASSWORD or HOLDS_CLICKHOUSE_PASSWORD_FILE",
        "HOLDS_DATABASE_URL            | DATABASE   | is signed by nobody who is trusted here; check"
            + " sslrootcert in HOLDS_DATABASE_URL, the PEM file of its authority",
        "HOLDS_DATABASE_PASSWORD       | hunter2    | ; check HOLDS_DATABASE_USER and"
            + " HOLDS_DATABASE_PASSWORD or HOLDS_DATABASE_PASSWORD_FILE"
      })
  void whatIsNotSafeIsOneLine(String name, String value, String end) throws Exception {
    Map<String, String> values =
        Map.of(
            "STRANGER", certificates.stranger().toString(),
            "OTHER_HOST", "https://localhost:" + otherHost.port(),
            "DATABASE", database("localhost", certificates.stranger()));
    Process keeper = start(Map.of(name, values.getOrDefault(value, value)));
    assertThat(keeper.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(keeper.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("stderr")).strip())
        .hasLineCount(1)
        .endsWith(end)
        .doesNotContain("hunter2");
  }
}
