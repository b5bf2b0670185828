package io.verity.audit.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a source's certificate makes us trust. */
class HttpTlsTest {

  private final HttpHandler handler = new HttpHandler();
  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  @TempDir private Path folder;

  @Test
  void shouldTrustTheAuthorityThatIsNamed() throws Exception {
    try (TestSource source = source(certificate().build())) {
      assertThat(handler.collect(trusting(source, authority)).data().has("body")).isTrue();
    }
  }

  @Test
  void shouldTrustNobodyElse() throws Exception {
    HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
    try (TestSource source = source(certificate().build())) {
      assertFails(trusting(source, other), "signed by nobody who is trusted here");
      assertFails(
          AskedRequest.of(url(source), "{'path':'/'}"), "signed by nobody who is trusted here");
      assertThat(source.authorizations()).isEmpty();
    }
  }

  @Test
  void shouldRefuseAnotherHostName() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("elsewhere.example")
            .build();
    try (TestSource source = source(certificate)) {
      assertFails(trusting(source, authority), "for another host name");
    }
  }

  @Test
  void shouldRefuseAnExpiredCertificate() throws Exception {
    try (TestSource source = source(certificate().validityInterval(0, 1_000).build())) {
      assertFails(trusting(source, authority), "has expired");
    }
  }

  @Test
  void shouldSayThatThereIsNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0)) {
      CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerPlainly(plain));
      String url = "https://127.0.0.1:" + plain.getLocalPort();
      assertFails(AskedRequest.of(url, "{'path':'/'}"), "does not speak TLS");
      answer.join();
    }
  }

  private static void answerPlainly(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getInputStream().read();
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // the client has heard enough
    }
  }

  @Test
  void shouldNameAFileThatHoldsNoCertificates() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.pem"), "no certificate");
    AskedRequest request =
        AskedRequest.of("https://127.0.0.1:1", "{'path':'/'}")
            .with("certificates", file.toString());
    assertFails(request, file.toString());
  }

  private void assertFails(AskedRequest request, String problem) {
    CollectionException failure =
        catchThrowableOfType(CollectionException.class, () -> handler.collect(request));
    assertThat(failure).hasMessageContaining(problem);
    assertThat(failure.mayPass()).isFalse();
    assertThat(failure.getMessage()).doesNotContain("\n");
  }

  private HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("127.0.0.1");
  }

  private TestSource source(HeldCertificate certificate) throws Exception {
    return TestSource.overTls(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate, authority.certificate())
            .build()
            .sslContext(),
        exchange -> TestSource.json(exchange, "{}"));
  }

  private AskedRequest trusting(TestSource source, HeldCertificate trusted) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), trusted.certificatePem());
    return AskedRequest.of(url(source), "{'path':'/'}").with("certificates", file.toString());
  }

  private static String url(TestSource source) {
    return "https://127.0.0.1:" + source.port();
  }
}
