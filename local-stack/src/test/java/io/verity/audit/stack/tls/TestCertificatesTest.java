package io.verity.audit.stack.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.ServerTls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {

  @TempDir Path folder;

  @Test
  void theAuthoritySignsThemAndTheStrangerDoesNot() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    X509Certificate authority = read(certificates.authority());
    X509Certificate stranger = read(certificates.stranger());
    ServerTls server = certificates.server();
    X509Certificate certificate = read(server.certificate());
    certificate.verify(authority.getPublicKey());
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(authority.getSubjectX500Principal())
        .isNotEqualTo(stranger.getSubjectX500Principal());
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .contains("localhost", "127.0.0.1");
    assertThat(read(certificates.otherHost().certificate()).getSubjectAlternativeNames().toString())
        .contains("elsewhere.example")
        .doesNotContain("localhost");
    assertThat(certificates.bundle(server)).content().contains("PRIVATE KEY", "CERTIFICATE");
  }

  private static X509Certificate read(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
