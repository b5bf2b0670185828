package io.verity.audit.control.launch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.verity.audit.control.launch.LaunchException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void speaksOnlyToWhomItTrusts() throws Exception {
    SSLContext known = identity("known");
    pem("other", anAuthority());
    HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(known));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes());
          exchange.close();
        });
    server.start();
    try {
      assertThat(trusting(server, "known.pem").get("/").isSuccess()).isTrue();
      assertThatThrownBy(() -> trusting(server, "other.pem").get("/"))
          .isInstanceOf(LaunchException.class);
      assertThatThrownBy(() -> trusting(server, null).get("/")).isInstanceOf(LaunchException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesAFileWithoutCertificates() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedCertificates.in(file))
        .withMessageContaining("PEM");
  }

  private FlinkHttp trusting(HttpsServer server, String pem) throws Exception {
    Path jar = Files.writeString(folder.resolve("job.jar"), "jar");
    URI url = URI.create("https://localhost:" + server.getAddress().getPort());
    Path certificates = pem == null ? null : folder.resolve(pem);
    return new FlinkHttp(
        new FlinkRestSettings(
            List.of(url), jar, "a.Main", null, certificates, FlinkTimeouts.DEFAULT));
  }

  private SSLContext identity(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool("-genkeypair -alias a -keyalg EC -dname CN=localhost -ext SAN=dns:localhost", store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    pem(name, keys.getCertificate("a"));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void pem(String name, Certificate certificate) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private static Certificate anAuthority() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    return ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
  }

  private static void keytool(String arguments, Path store) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String line = tool + " " + arguments + " -storetype PKCS12 -storepass changeit -keystore ";
    Process process =
        new ProcessBuilder((line + store).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
