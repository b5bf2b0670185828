package io.verity.audit.control.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS towards a server. */
public final class ClientTls {

  private ClientTls() {}

  /**
   * @param authorities PEM file of the authorities to trust and no others; null: Java's own
   * @param identity to show a server that asks; null for none
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static SSLContext context(Path authorities, PemIdentity identity) {
    try {
      TrustManager[] trusted = authorities == null ? null : trusting(authorities);
      KeyManager[] shown = identity == null ? null : identity.keyManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no TLS can be spoken with what is configured", e);
    }
  }

  private static TrustManager[] trusting(Path pem) throws GeneralSecurityException {
    KeyStore store = PemFile.emptyStore();
    int number = 0;
    for (X509Certificate one : PemFile.certificates(pem)) {
      store.setCertificateEntry("authority-" + number++, one);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }
}
