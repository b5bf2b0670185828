package io.verity.audit.trail.clickhouse;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why no safe connection came about: one line in place of Java's chain of causes. */
public enum TlsProblem {
  OTHER_HOST("its certificate is for another host name than the URL has"),
  EXPIRED("its certificate has expired"),
  NOT_YET_VALID("its certificate is not valid yet; is a clock wrong?"),
  UNTRUSTED("its certificate is signed by nobody who is trusted here"),
  NO_TLS("it does not speak TLS there");

  private final String words;

  TlsProblem(String words) {
    this.words = words;
  }

  /** To follow "ClickHouse at https://host:port: ". */
  public String words() {
    return words;
  }

  /** Whether waiting mends nothing; certificates that run out are renewed. */
  public boolean isLasting() {
    return this != EXPIRED && this != NOT_YET_VALID;
  }

  /** Empty where it was something else. */
  public static Optional<TlsProblem> in(Throwable failure) {
    TlsProblem found = null;
    int depth = 0;
    // the deepest cause knows best
    for (Throwable at = failure; at != null && depth < 20; at = at.getCause(), depth++) {
      TlsProblem here = of(at);
      found = here == null ? found : here;
    }
    return Optional.ofNullable(found);
  }

  private static TlsProblem of(Throwable at) {
    if (at instanceof SSLPeerUnverifiedException) {
      return OTHER_HOST;
    } else if (at instanceof CertificateExpiredException) {
      return EXPIRED;
    } else if (at instanceof CertificateNotYetValidException) {
      return NOT_YET_VALID;
    } else if (at instanceof CertificateException
        || at instanceof CertPathValidatorException
        || at instanceof CertPathBuilderException) {
      return UNTRUSTED;
    } else if (at instanceof SSLException
        && String.valueOf(at.getMessage()).contains("Unsupported or unrecognized SSL message")) {
      return NO_TLS;
    }
    return null;
  }
}
