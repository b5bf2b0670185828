package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** ./verity verify against a ClickHouse behind TLS. */
class VerifyTlsITCase {

  @TempDir static Path folder;
  private static LocalStack stack;
  private static TestCertificates certificates;
  private static TlsForwarder tls;

  @BeforeAll
  static void start() {
    Map<String, String> alone = new HashMap<>(System.getenv());
    alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    stack = LocalStack.in(folder).environment(alone).start();
    certificates = TestCertificates.in(folder.resolve("tls"));
    tls = TlsForwarder.to(stack.clickHouseUrl(), certificates.server());
  }

  @AfterAll
  static void stop() {
    tls.close();
    stack.close();
  }

  @Test
  void trustsWhomItIsTold() {
    assertThat(verify(certificates.authority(), Map.of())).contains("0:").contains("\"ok\":true");
    assertThat(verify(certificates.stranger(), Map.of()))
        .startsWith("1:")
        .hasLineCount(1)
        .endsWith(
            "its certificate is signed by nobody who is trusted here; check"
                + " AUDIT_CLICKHOUSE_CERTIFICATES, the PEM file of its authority");
  }

  @Test
  void asksForThePasswordAllTheSame() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "hunter2");
    Map<String, String> password = Map.of("AUDIT_CLICKHOUSE_PASSWORD_FILE", wrong.toString());
    assertThat(verify(certificates.authority(), password))
        .startsWith("1:")
        .hasLineCount(1)
        .endsWith(
            "; check AUDIT_CLICKHOUSE_USER and AUDIT_CLICKHOUSE_PASSWORD or"
                + " AUDIT_CLICKHOUSE_PASSWORD_FILE")
        .doesNotContain("hunter2");
  }

  /** Exit code and all that was said. */
  private static String verify(Path authority, Map<String, String> more) {
    Account auditor = stack.account("auditor");
    Map<String, String> environment = new HashMap<>();
    environment.put("AUDIT_CLICKHOUSE_URL", "https://localhost:" + tls.port());
    environment.put("AUDIT_CLICKHOUSE_USER", auditor.user());
    environment.put("AUDIT_CLICKHOUSE_PASSWORD", auditor.password());
    environment.put("AUDIT_CLICKHOUSE_CERTIFICATES", authority.toString());
    environment.putAll(more);
    StringWriter said = new StringWriter();
    CommandLine line = Verity.commandLine(environment, Progress.onStderr());
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    int status = line.execute("verify", "--json", "--work", folder.resolve("none").toString());
    return (status + ":" + said).strip();
  }
}
