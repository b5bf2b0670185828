package io.verity.audit.control.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemIdentityTest {

  @TempDir private static Path folder;
  private static ServerTls server;
  private static ServerTls other;

  @BeforeAll
  static void make() {
    TestCertificates certificates = TestCertificates.in(folder);
    server = certificates.server();
    other = certificates.otherHost();
  }

  @Test
  void takesWhatBelongsTogether() throws Exception {
    PemIdentity identity = PemIdentity.read(server.certificate(), server.key());
    assertThat(identity.store().getCertificateChain("identity")).hasSize(2);
    assertThat(identity.toString()).doesNotContain(identity.password());
  }

  @Test
  void refusesTheKeyOfAnother() {
    refused(server.certificate(), other.key(), "is not the key of the certificate");
  }

  @Test
  void refusesFilesThatWereMixedUp() {
    refused(server.key(), server.certificate(), "holds no certificate");
    refused(server.certificate(), server.certificate(), "holds no private key");
  }

  @Test
  void namesTheFileThatIsMissing() {
    refused(server.certificate(), folder.resolve("none.pem"), "none.pem can't be read");
    refused(folder.resolve("none.pem"), server.key(), "none.pem can't be read");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA PRIVATE KEY, openssl pkcs8",
    "EC PRIVATE KEY, openssl pkcs8",
    "ENCRYPTED PRIVATE KEY, openssl pkcs8",
    "PRIVATE KEY, can't be read",
    "PUBLIC KEY, holds no private key"
  })
  void saysWhatElseTheKeyIs(String type, String says) throws IOException {
    Path key = folder.resolve("key.pem");
    Files.writeString(
        key, "-----BEGIN %s-----\nc2VjcmV0\n-----END %s-----\n".formatted(type, type));
    refused(server.certificate(), key, says);
  }

  private static void refused(Path certificate, Path key, String says) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemIdentity.read(certificate, key))
        .withMessageContaining(says)
        .withMessageNotContaining("c2VjcmV0")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
