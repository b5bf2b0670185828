package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.TrailStoreException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class FailureKindTest {

  @Test
  void aServerThatIsAwayMayComeBack() {
    assertThat(kind(new IOException("refused"))).isEqualTo(FailureKind.MAY_PASS);
  }

  @Test
  void aCertificateOfNobodyWhoIsTrustedStaysOne() {
    Exception noPath = new CertificateException(new CertPathBuilderException("none"));
    assertThat(kind(noPath)).isEqualTo(FailureKind.LASTING);
    assertThat(kind(new SSLPeerUnverifiedException("other"))).isEqualTo(FailureKind.LASTING);
  }

  @Test
  void aCertificateThatRanOutIsRenewed() {
    assertThat(kind(new CertificateExpiredException("yesterday"))).isEqualTo(FailureKind.MAY_PASS);
  }

  private static FailureKind kind(Exception root) {
    Exception tls = new SSLHandshakeException("no");
    tls.initCause(root);
    return FailureKind.of(
        new IllegalStateException(new TrailStoreException("no answer", 0, true, tls)));
  }
}
