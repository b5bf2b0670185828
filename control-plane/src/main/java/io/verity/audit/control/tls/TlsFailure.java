package io.verity.audit.control.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Why no safe connection came about: one line in place of the JDK's chain of causes. */
public final class TlsFailure {

  private static final int DEEPEST = 20;
  private static final Pattern HOST_NAME =
      Pattern.compile("no (subject alternative|name matching).*", Pattern.CASE_INSENSITIVE);

  /** How servers say that they want a certificate, or not this one. */
  private static final Pattern ASKED =
      Pattern.compile(
          ".*(certificate_required|bad_certificate|certificate_unknown|unknown_ca"
              + "|handshake_failure).*");

  private TlsFailure() {}

  /** What is wrong with the server, or with us in its eyes; empty where TLS is not what failed. */
  public static Optional<String> inWords(Throwable failure) {
    Optional<SSLException> tls = find(failure, SSLException.class);
    if (tls.isEmpty()) {
      return Optional.empty();
    }
    String said = String.valueOf(tls.get().getMessage());
    if (find(failure, CertificateExpiredException.class).isPresent()) {
      return Optional.of("its certificate has expired");
    }
    if (find(failure, CertificateNotYetValidException.class).isPresent()) {
      return Optional.of("its certificate is not valid yet; is a clock wrong?");
    }
    if (find(failure, CertPathBuilderException.class).isPresent()
        || find(failure, CertPathValidatorException.class).isPresent()) {
      return Optional.of(
          "its certificate is signed by nobody who is trusted here; name the PEM file of its"
              + " authority as the certificates to trust");
    }
    if (HOST_NAME.matcher(said).matches()
        || find(failure, CertificateException.class)
            .filter(e -> HOST_NAME.matcher(String.valueOf(e.getMessage())).matches())
            .isPresent()) {
      return Optional.of("its certificate is for another host name than its URL has");
    }
    if (ASKED.matcher(said.toLowerCase(Locale.ROOT)).matches()) {
      return Optional.of(
          "it wants a client's certificate signed by whom it trusts; name one, and its key");
    }
    return Optional.of(
        said.contains("Unsupported or unrecognized SSL message")
            ? "it does not speak TLS at its https:// URL"
            : "no TLS connection came about");
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
