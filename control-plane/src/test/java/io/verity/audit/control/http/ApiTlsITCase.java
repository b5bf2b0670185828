package io.verity.audit.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.tls.ClientTls;
import io.verity.audit.control.tls.TlsFailure;
import io.verity.audit.service.ConfigException;
import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over https; what it answers is the same, and so is tested elsewhere. */
class ApiTlsITCase {

  private static final TestPlane PLANE = TestPlane.get();

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static ControlPlane secure;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.in(folder);
    secure = start(certificates.server(), certificates.server());
  }

  @AfterAll
  static void stop() {
    if (secure != null) {
      secure.close();
    }
  }

  private static ControlPlane start(ServerTls certificate, ServerTls key) {
    return PLANE.start(
        Map.of(
            "CONTROL_TLS_CERTIFICATE_FILE", certificate.certificate().toString(),
            "CONTROL_TLS_KEY_FILE", key.key().toString()));
  }

  @Test
  void answersOverTlsWhileHealthStaysPlain() throws Exception {
    assertThat(secure.apiUrl()).startsWith("https://127.0.0.1:");
    HttpResponse<String> answer = get(secure.apiUrl() + "/v1/reports", certificates.authority());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(secure.adminUrl()).startsWith("http://");
    assertThat(get(secure.adminUrl() + "/health/live", null).statusCode()).isEqualTo(200);
  }

  /** As behind an ingress, which calls by a name that no certificate has. */
  @Test
  void asksNotByWhichNameItIsCalled() throws Exception {
    String url = secure.apiUrl().replace("127.0.0.1", "localhost");
    assertThat(get(url + "/v1/reports", certificates.authority()).statusCode()).isEqualTo(200);
  }

  @Test
  void plainHttpGetsNoAnswer() {
    String plain = secure.apiUrl().replace("https:", "http:");
    assertThatThrownBy(() -> get(plain + "/v1/reports", null)).isInstanceOf(IOException.class);
  }

  @Test
  void aCallerWhoTrustsAnotherAuthorityGoesAway() {
    assertRefused(secure, certificates.stranger(), "signed by nobody who is trusted");
  }

  @Test
  void aCallerIsNotFooledByTheCertificateOfAnotherHost() {
    try (ControlPlane elsewhere = start(certificates.otherHost(), certificates.otherHost())) {
      assertRefused(elsewhere, certificates.authority(), "another host name");
    }
  }

  @Test
  void doesNotStartWithTheKeyOfAnother() {
    assertThatThrownBy(() -> start(certificates.server(), certificates.otherHost()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("CONTROL_TLS_KEY_FILE")
        .hasMessageContaining("is not the key of the certificate");
  }

  private static void assertRefused(ControlPlane plane, Path authority, String says) {
    assertThatThrownBy(() -> get(plane.apiUrl() + "/v1/reports", authority))
        .isInstanceOf(SSLException.class)
        .satisfies(e -> assertThat(TlsFailure.inWords(e).orElseThrow()).contains(says));
  }

  private static HttpResponse<String> get(String url, Path authority) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + PLANE.token("tls", Role.AUDITOR))
            .build();
    return HttpClient.newBuilder()
        .sslContext(ClientTls.context(authority, null))
        .build()
        .send(request, BodyHandlers.ofString());
  }
}
