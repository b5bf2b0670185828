package io.verity.audit.trail.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailStoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse behind TLS: who is spoken to, who is not, and what is said of it. */
class TlsITCase {

  private static final ClickHouseAdvice ADVICE = new ClickHouseAdvice("URL", "CA", "USER", "WORD");

  @RegisterExtension static final TrailServer SERVER = new TrailServer();
  @TempDir private static Path folder;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.in(folder);
  }

  @Test
  void anAuthorityThatIsNamedIsTrusted() {
    try (TlsForwarder tls = inFront(certificates.server())) {
      ClickHouseAccess access = access(tls, certificates.authority(), null);
      try (ClickHouseTrailStore store = new ClickHouseTrailStore(access, 2)) {
        store.checkSchema();
      }
    }
  }

  @Test
  void itIsTrustedInPlaceOfAllOthers() {
    try (TlsForwarder tls = inFront(certificates.server())) {
      assertRefused(
          access(tls, certificates.stranger(), null),
          "its certificate is signed by nobody who is trusted here",
          "; check CA, the PEM file of its authority");
      assertRefused(
          access(tls, null, null),
          "its certificate is signed by nobody who is trusted here",
          "; check CA, the PEM file of its authority");
    }
  }

  @Test
  void aCertificateIsForOneHost() {
    try (TlsForwarder tls = inFront(certificates.otherHost())) {
      assertRefused(
          access(tls, certificates.authority(), null),
          "its certificate is for another host name than the URL has",
          "; check URL");
    }
  }

  @Test
  void aPasswordIsAskedForAllTheSame() {
    try (TlsForwarder tls = inFront(certificates.server())) {
      assertRefused(
          access(tls, certificates.authority(), "hunter2"),
          "Authentication failed",
          "; check USER and WORD");
    }
  }

  @Test
  void aServerWithoutTls() {
    String url = SERVER.access().url().replace("http:", "https:");
    assertRefused(
        new ClickHouseAccess(url, "u", "hunter2", certificates.authority().toString()),
        "it does not speak TLS there",
        "; check URL");
  }

  private static TlsForwarder inFront(ServerTls of) {
    return TlsForwarder.to(SERVER.access().url(), of);
  }

  private static ClickHouseAccess access(TlsForwarder tls, Path authority, String password) {
    ClickHouseAccess plain = SERVER.access();
    return new ClickHouseAccess(
        "https://localhost:" + tls.port(),
        plain.user(),
        password == null ? plain.password() : password,
        authority == null ? "" : authority.toString());
  }

  private static void assertRefused(ClickHouseAccess access, String why, String advice) {
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(access, 1)) {
      assertThatThrownBy(store::insertsRunning)
          .isInstanceOfSatisfying(
              TrailStoreException.class,
              e -> {
                assertThat(e.getMessage()).contains(why).hasLineCount(1);
                assertThat(e.getMessage()).doesNotContain("hunter2");
                assertThat(ADVICE.on(e)).isEqualTo(advice);
              });
    }
  }
}
