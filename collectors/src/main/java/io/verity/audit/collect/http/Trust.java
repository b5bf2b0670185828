package io.verity.audit.collect.http;

import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * The authorities of a source's PEM file, which are trusted in place of those of the JDK: whoever
 * names the one that signs a source wants no other to.
 */
public record Trust(SSLContext context, X509TrustManager manager) {

  /** Empty where the source names no file. */
  public static Optional<Trust> of(CollectionRequest request) throws CollectionException {
    String file = request.settings().get("certificates");
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      return Optional.of(in(pem));
    } catch (IOException | GeneralSecurityException e) {
      throw CollectionException.lasting(
          "source %s: its certificates, %s, is no PEM file with certificates that can be read"
              .formatted(request.source(), file));
    }
  }

  private static Trust in(InputStream pem) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(pem);
    if (certificates.isEmpty()) {
      throw new IOException("no certificate in it");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    TrustManager[] managers = factory.getTrustManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return new Trust(context, (X509TrustManager) managers[0]);
  }

  void applyTo(OkHttpClient.Builder http) {
    http.sslSocketFactory(context.getSocketFactory(), manager);
  }
}
