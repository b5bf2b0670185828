package io.verity.audit.control.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate, those of its authorities after it, and its private key. Read once, and looked at
 * then: what does not fit together would otherwise show at the first handshake, in words that help
 * nobody.
 */
public final class PemIdentity {

  private static final byte[] PROBE = {1, 2, 3};

  /** Java's key stores want one; this one never leaves the memory. */
  private final String password = UUID.randomUUID().toString();

  private final KeyStore store;

  private PemIdentity(KeyStore empty, PrivateKey key, X509Certificate[] chain)
      throws GeneralSecurityException {
    this.store = empty;
    store.setKeyEntry("identity", key, password.toCharArray(), chain);
  }

  /**
   * @throws IllegalArgumentException naming the file and what is wrong with it, never what is in it
   */
  public static PemIdentity read(Path certificate, Path key) {
    List<X509Certificate> chain = PemFile.certificates(certificate);
    PrivateKey secret = PemFile.key(key);
    try {
      chain.get(0).checkValidity();
      if (!belongsTo(chain.get(0), secret)) {
        throw new IllegalArgumentException(
            key + " is not the key of the certificate in " + certificate);
      }
      return new PemIdentity(PemFile.emptyStore(), secret, chain.toArray(X509Certificate[]::new));
    } catch (CertificateExpiredException e) {
      throw new IllegalArgumentException(
          "the certificate in %s ended on %s"
              .formatted(certificate, chain.get(0).getNotAfter().toInstant()),
          e);
    } catch (CertificateNotYetValidException e) {
      throw new IllegalArgumentException(
          "the certificate in %s begins on %s; is the clock right?"
              .formatted(certificate, chain.get(0).getNotBefore().toInstant()),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s and %s can't be used together".formatted(certificate, key), e);
    }
  }

  private static boolean belongsTo(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(PROBE);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(PROBE);
    return verifier.verify(signature);
  }

  public KeyStore store() {
    return store;
  }

  /** Of {@link #store()}. */
  public String password() {
    return password;
  }

  KeyManager[] keyManagers() throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password.toCharArray());
    return managers.getKeyManagers();
  }

  @Override
  public String toString() {
    return "PemIdentity";
  }
}
