package io.verity.audit.store;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;

/**
 * Why no safe connection to PostgreSQL came about, where its driver says so in words of its own.
 */
record TlsErrors(String words, Remedy remedy, boolean mayPass) {

  /** Null where it was something else. */
  static TlsErrors in(SQLException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("could not be verified by hostnameverifier")) {
      return new TlsErrors(
          "its certificate is for another host name than the URL has", Remedy.URL, false);
    } else if (said.contains("SSL root certificate file")) {
      return new TlsErrors(
          "the file of sslrootcert is no PEM file with certificates that can be read",
          Remedy.CERTIFICATES,
          false);
    } else if (said.contains("server does not support SSL")) {
      return new TlsErrors("it does not speak TLS there", Remedy.URL, false);
    } else if (said.startsWith("Invalid sslmode")) {
      return new TlsErrors(said.lines().findFirst().orElse(said), Remedy.URL, false);
    }
    return ofCertificate(e);
  }

  private static TlsErrors ofCertificate(Throwable e) {
    TlsErrors found = null;
    int depth = 0;
    // the deepest cause knows best
    for (Throwable at = e; at != null && depth < 20; at = at.getCause(), depth++) {
      if (at instanceof CertificateExpiredException) {
        return new TlsErrors("its certificate has expired", Remedy.NONE, true);
      } else if (at instanceof CertificateNotYetValidException) {
        return new TlsErrors(
            "its certificate is not valid yet; is a clock wrong?", Remedy.NONE, true);
      } else if (at instanceof CertificateException
          || at instanceof CertPathValidatorException
          || at instanceof CertPathBuilderException) {
        found =
            new TlsErrors(
                "its certificate is signed by nobody who is trusted here",
                Remedy.CERTIFICATES,
                false);
      }
    }
    return found;
  }
}
