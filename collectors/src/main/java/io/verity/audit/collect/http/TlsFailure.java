package io.verity.audit.collect.http;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why no safe connection came about: one line in place of the JDK's chain of causes. */
public final class TlsFailure {

  private static final int DEEPEST = 20;

  private TlsFailure() {}

  /** The first that says so in a chain of causes. */
  public static Optional<SSLException> in(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SSLException tls) {
        return Optional.of(tls);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Whether waiting mends nothing. */
  public static boolean isLasting(SSLException e) {
    return e instanceof SSLPeerUnverifiedException
        || has(e, CertificateException.class)
        || has(e, CertPathValidatorException.class)
        || has(e, CertPathBuilderException.class)
        || isNoTls(e);
  }

  public static String inWords(SSLException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return "its certificate is for another host name than its url has";
    }
    if (has(e, CertificateExpiredException.class)) {
      return "its certificate has expired";
    }
    if (has(e, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet; is a clock wrong?";
    }
    if (isLasting(e) && !isNoTls(e)) {
      return "its certificate is signed by nobody who is trusted here; name the PEM file of its"
          + " authority as certificates";
    }
    return isNoTls(e)
        ? "it does not speak TLS at its https:// url"
        : "no TLS connection came about";
  }

  private static boolean isNoTls(SSLException e) {
    return String.valueOf(e.getMessage()).contains("Unsupported or unrecognized SSL message");
  }

  private static boolean has(Throwable e, Class<? extends Throwable> kind) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (kind.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
