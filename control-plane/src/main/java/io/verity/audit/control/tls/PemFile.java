package io.verity.audit.control.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM, and says what a file has in place of what it should have. */
final class PemFile {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final Pattern OTHER_KEY =
      Pattern.compile("-----BEGIN (RSA|EC|ENCRYPTED) PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PemFile() {}

  /** One at least, in the order of the file. */
  static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate in PEM form");
      }
      return all;
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds no certificate in PEM form", e);
    }
  }

  static PrivateKey key(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    Matcher key = PKCS8.matcher(text);
    if (key.find()) {
      try {
        return decoded(Base64.getMimeDecoder().decode(key.group(1)), file);
      } catch (IllegalArgumentException e) {
        throw broken(file);
      }
    }
    throw new IllegalArgumentException(
        file
            + (OTHER_KEY.matcher(text).find()
                ? " holds a key that is encrypted or not PKCS #8: openssl pkcs8 -topk8 -nocrypt"
                    + " makes it so"
                : " holds no private key in PEM form"));
  }

  /** The key's own bytes say of which algorithm it is; Java does not ask them. */
  private static PrivateKey decoded(byte[] encoded, Path file) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        continue;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    throw broken(file);
  }

  static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without a cause, which may quote the key. */
  private static IllegalArgumentException broken(Path file) {
    return new IllegalArgumentException(file + " holds a private key that can't be read");
  }

  private static IllegalArgumentException unreadable(Path file, IOException e) {
    return new IllegalArgumentException(file + " can't be read", e);
  }
}
