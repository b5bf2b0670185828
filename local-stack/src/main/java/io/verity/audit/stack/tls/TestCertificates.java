package io.verity.audit.stack.tls;

import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority and what it signed, and an authority that signed nothing here: for servers and
 * clients on this machine. Made by the JDK's keytool; nothing of it is worth protecting.
 */
public final class TestCertificates {

  private static final String PASSWORD = "nothing-to-protect";
  private static final String AUTHORITY = "authority";
  private static final String STRANGER = "stranger";

  private final Path folder;
  private final Path store;

  private TestCertificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("all.p12");
  }

  /** Makes the two authorities in the folder; each certificate is made when it is asked for. */
  public static TestCertificates in(Path folder) {
    try {
      TestCertificates certificates = new TestCertificates(Files.createDirectories(folder));
      certificates.make(AUTHORITY, "CN=Verity test authority", List.of("-ext", "bc:c"));
      certificates.make(STRANGER, "CN=Somebody else", List.of("-ext", "bc:c"));
      return certificates;
    } catch (IOException e) {
      throw new StackException("certificates could not be made in " + folder, e);
    }
  }

  /** PEM file of the authority that signs all the others. */
  public Path authority() {
    return certificatePem(AUTHORITY);
  }

  /** PEM file of an authority that signed none of them. */
  public Path stranger() {
    return certificatePem(STRANGER);
  }

  /** For a server at localhost and 127.0.0.1. */
  public ServerTls server() {
    return signed("server", "CN=localhost", "san=dns:localhost,ip:127.0.0.1");
  }

  /** For a server that is somewhere else. */
  public ServerTls otherHost() {
    return signed("other-host", "CN=elsewhere.example", "san=dns:elsewhere.example");
  }

  /** For a client that is known by this name. */
  public ServerTls client(String name) {
    return signed(name, "CN=" + name, "eku=clientAuth");
  }

  /** Key and certificates in one PEM file, as Kafka's clients and servers take them. */
  public Path bundle(ServerTls tls) {
    Path file = tls.key().resolveSibling(tls.key().getFileName() + ".bundle.pem");
    try {
      return Files.writeString(
          file, Files.readString(tls.key()) + Files.readString(tls.certificate()));
    } catch (IOException e) {
      throw new StackException(file + " could not be written", e);
    }
  }

  private synchronized ServerTls signed(String name, String subject, String extension) {
    Path certificate = folder.resolve(name + ".crt.pem");
    Path key = folder.resolve(name + ".key.pem");
    try {
      if (!Files.exists(key)) {
        make(name, subject, List.of("-signer", AUTHORITY, "-ext", extension));
        KeyStore entries = load();
        StringBuilder chain = new StringBuilder();
        for (Certificate one : entries.getCertificateChain(name)) {
          chain.append(pem("CERTIFICATE", one.getEncoded()));
        }
        Key secret = entries.getKey(name, PASSWORD.toCharArray());
        Files.writeString(certificate, chain);
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
      }
      return new ServerTls(certificate, key);
    } catch (IOException | GeneralSecurityException e) {
      throw new StackException("a certificate for " + name + " could not be made", e);
    }
  }

  private synchronized Path certificatePem(String name) {
    Path file = folder.resolve(name + ".pem");
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, pem("CERTIFICATE", load().getCertificate(name).getEncoded()));
      }
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new StackException(file + " could not be written", e);
    }
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore entries = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      entries.load(in, PASSWORD.toCharArray());
    }
    return entries;
  }

  private void make(String alias, String subject, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(more);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes()).strip();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String type, byte[] encoded) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
  }
}
