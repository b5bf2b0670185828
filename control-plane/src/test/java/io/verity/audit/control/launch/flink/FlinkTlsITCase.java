package io.verity.audit.control.launch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.flink.PlayedJob.Part;
import io.verity.audit.control.tls.PemIdentity;
import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a session cluster whose REST speaks TLS and takes nobody without a certificate. */
class FlinkTlsITCase {

  @TempDir private static Path work;
  private static TestCertificates certificates;
  private static PemIdentity client;
  private static PlayedCluster played;
  private static Path jar;

  @BeforeAll
  static void start() throws Exception {
    certificates = TestCertificates.in(work.resolve("tls"));
    client = identity(certificates.client("verity-control-plane"));
    PemIdentity server = identity(certificates.server());
    Map<String, String> tls =
        Map.of(
            "rest.bind-address",
            "0.0.0.0",
            "security.ssl.rest.enabled",
            "true",
            "security.ssl.rest.authentication-enabled",
            "true",
            "security.ssl.rest.keystore",
            stored("server", server.store(), server.password()),
            "security.ssl.rest.keystore-password",
            server.password(),
            "security.ssl.rest.key-password",
            server.password(),
            "security.ssl.rest.truststore",
            stored("trusted", authority(), "changeit"),
            "security.ssl.rest.truststore-password",
            "changeit");
    played = new PlayedCluster(work, tls, certificates.authority(), client);
    jar = played.jar("tls");
    played.awaitReady();
  }

  @AfterAll
  static void stop() {
    if (played != null) {
      played.close();
    }
  }

  @Test
  void runsToItsEnd() throws Exception {
    Path header = Files.writeString(work.resolve("header"), "Bearer for a proxy before it");
    LaunchRequest request = played.request(Part.FINISH);
    try (FlinkRestLauncher launcher = new FlinkRestLauncher(played.settings(jar, header))) {
      launcher.launch(request);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(launcher.state(request)).isEqualTo(LaunchState.ENDED));
      launcher.cleanUp(request);
    }
    assertThat(played.jobs()).contains(request.jobId());
  }

  @Test
  void saysThatItsAuthorityIsNotTrusted() {
    assertRefused(certificates.stranger(), client, "localhost", "signed by nobody who is trusted");
    assertRefused(null, client, "localhost", "signed by nobody who is trusted");
  }

  @Test
  void saysThatItsCertificateIsForAnotherHost() {
    assertRefused(certificates.authority(), client, "127.0.0.2", "for another host name");
  }

  @Test
  void saysThatItWantsAClientsCertificate() {
    assertRefused(certificates.authority(), null, "localhost", "wants a client's certificate");
  }

  private static void assertRefused(
      Path authorities, PemIdentity identity, String host, String says) {
    URI url = URI.create("https://" + host + ":" + played.cluster().rest().getPort());
    FlinkHttp http =
        new FlinkHttp(
            new FlinkRestSettings(
                List.of(url), jar, "a.Main", null, authorities, identity, FlinkTimeouts.DEFAULT));
    assertThatThrownBy(() -> http.get("/overview"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("Flink at " + url + " can't be reached: it")
        .hasMessageContaining(says)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private static PemIdentity identity(ServerTls tls) {
    return PemIdentity.read(tls.certificate(), tls.key());
  }

  private static KeyStore authority() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificates.authority())) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  private static String stored(String name, KeyStore store, String password) throws Exception {
    Path file = work.resolve(name + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file.toString();
  }
}
