package io.verity.audit.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.service.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every variable, its default, and what is refused. */
class ControlConfigTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Map<String, String> REQUIRED =
      Map.of(
          "CONTROL_OIDC_ISSUER", "https://issuer.example",
          "CONTROL_OIDC_JWKS", "https://issuer.example/jwks",
          "CONTROL_LINK_KEY", KEY,
          "CONTROL_LAUNCHER", "none",
          "REPORTER_DATABASE_URL", "postgresql://db:5432/verity");

  private static ControlConfig config(String... changes) {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    for (int i = 0; i < changes.length; i += 2) {
      environment.put(changes[i], changes[i + 1]);
    }
    return ControlConfig.fromEnvironment(environment);
  }

  @Test
  void namesAndDefaultsAreThese() {
    Map<String, String> defaults = new TreeMap<>();
    for (ControlOption option : ControlOption.values()) {
      defaults.put(option.name(), option.defaultValue().orElse("required"));
    }
    for (SharedOption option : SharedOption.values()) {
      defaults.put(option.name(), option.defaultValue().orElse("required"));
    }
    Map<String, String> expected = new TreeMap<>();
    expected.put("CONTROL_LISTEN_HOST", "127.0.0.1");
    expected.put("CONTROL_PORT", "8080");
    expected.put("CONTROL_ADMIN_PORT", "8081");
    expected.put("CONTROL_TLS_CERTIFICATE_FILE", "");
    expected.put("CONTROL_TLS_KEY_FILE", "");
    expected.put("CONTROL_PUBLIC_URL", "");
    expected.put("CONTROL_DATABASE_USER", "verity_control");
    expected.put("CONTROL_DATABASE_PASSWORD", "");
    expected.put("CONTROL_DATABASE_PASSWORD_FILE", "");
    expected.put("CONTROL_OIDC_ISSUER", "required");
    expected.put("CONTROL_OIDC_AUDIENCE", "verity");
    expected.put("CONTROL_OIDC_JWKS", "required");
    expected.put("CONTROL_ROLES_CLAIM", "roles");
    expected.put("CONTROL_LINK_KEY", "");
    expected.put("CONTROL_LINK_KEY_FILE", "");
    expected.put("CONTROL_RATE_LIMIT", "100");
    expected.put("CONTROL_MAX_BODY_BYTES", "65536");
    expected.put("CONTROL_LAUNCHER", "required");
    expected.put("CONTROL_WORKER_COMMAND", "");
    expected.put("CONTROL_WORKER_LOG", "");
    expected.put("CONTROL_FLINK_URL", "");
    expected.put("CONTROL_FLINK_JAR", "");
    expected.put("CONTROL_FLINK_AUTHORIZATION_FILE", "");
    expected.put("CONTROL_FLINK_CERTIFICATES", "");
    expected.put("CONTROL_FLINK_CLIENT_CERTIFICATE_FILE", "");
    expected.put("CONTROL_FLINK_CLIENT_KEY_FILE", "");
    expected.put("CONTROL_KUBERNETES_CONFIG", "");
    expected.put("CONTROL_LEASE_SECONDS", "30");
    expected.put("CONTROL_MAX_ATTEMPTS", "3");
    expected.put("CONTROL_KAFKA_BOOTSTRAP", "");
    expected.put("CONTROL_KAFKA_CONFIG_FILE", "");
    expected.put("CONTROL_ACCESS_TOPIC", "verity.audit.access");
    expected.put("CONTROL_WEBHOOK_PRIVATE_HOSTS", "");
    expected.put("CONTROL_PARENT_WATCH", "false");
    expected.put("CONTROL_LOG_LEVEL", "INFO");
    expected.put("REPORTER_DATABASE_URL", "required");
    expected.put("REPORTER_OUTPUT_DIR", "/tmp/reports");
    expected.put("REPORTER_FRAMEWORKS_DIR", "");
    expected.put("REPORTER_MAX_CONCURRENT", "3");
    expected.put("CONTROL_COLLECTORS", "8");
    expected.put("CONTROL_COLLECT_ATTEMPTS", "5");
    expected.put("CONTROL_COLLECT_AS", "verity-collector");
    expected.put("CONTROL_SOURCES_CONFIG", "");
    expected.put("CONTROL_HANDLERS_DIR", "");
    expected.put("CONTROL_EVIDENCE_MAX_BYTES", "16777216");
    expected.put("REPORTER_OBJECT_STORE", "");
    expected.put("REPORTER_S3_ENDPOINT", "");
    expected.put("REPORTER_S3_REGION", "us-east-1");
    expected.put("REPORTER_S3_ACCESS_KEY", "");
    expected.put("REPORTER_S3_SECRET_KEY", "");
    expected.put("REPORTER_S3_SECRET_KEY_FILE", "");
    expected.put("REPORTER_S3_ENCRYPTION", "");
    expected.put("REPORTER_RETENTION_DAYS", "2557");
    assertThat(defaults).isEqualTo(expected);
  }

  @Test
  void defaultsAreApplied() {
    ControlConfig config = config();
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.database().user()).isEqualTo("verity_control");
    assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db:5432/verity");
    assertThat(config.tokens())
        .isEqualTo(
            new TokenSettings(
                "https://issuer.example",
                "verity",
                URI.create("https://issuer.example/jwks"),
                "roles"));
    assertThat(config.rateLimit()).isEqualTo(100);
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.launcher()).isEqualTo(LauncherKind.NONE);
    assertThat(config.outputDir()).isEqualTo(Path.of("/tmp/reports"));
    assertThat(config.parentWatch()).isFalse();
  }

  @Test
  void whatIsSetIsTaken(@TempDir Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    Path jwks = folder.resolve("jwks.json");
    ControlConfig config =
        config(
            "CONTROL_LAUNCHER", "worker",
            "CONTROL_WORKER_COMMAND", "[\"java\", \"-version\"]",
            "CONTROL_WORKER_LOG", "worker.log",
            "CONTROL_LINK_KEY", "",
            "CONTROL_LINK_KEY_FILE", key.toString(),
            "CONTROL_OIDC_JWKS", jwks.toString(),
            "CONTROL_PUBLIC_URL", "https://audit.example/",
            "CONTROL_WEBHOOK_PRIVATE_HOSTS", "hooks.local, Localhost");
    assertThat(config.workerCommand()).isEqualTo(List.of("java", "-version"));
    assertThat(config.linkKey()).isEqualTo(KEY.getBytes());
    assertThat(config.tokens().jwks()).isEqualTo(jwks.toUri());
    assertThat(config.publicUrl()).isEqualTo("https://audit.example");
    assertThat(config.webhookPrivateHosts()).isEqualTo(Set.of("hooks.local", "localhost"));
    assertThat(config("CONTROL_OIDC_JWKS", "http://127.0.0.1:9/jwks").tokens().jwks().getPort())
        .isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CONTROL_PROT | 8080 | is not an option of the control plane",
        "CONTROL_PORT | 65536 | a whole number from 0 to 65535",
        "CONTROL_OIDC_ISSUER | `` | it names the issuer of tokens",
        "CONTROL_OIDC_JWKS | http://issuer.example/jwks | neither an https URL",
        "CONTROL_OIDC_JWKS | https://u:secret@issuer.example/jwks | neither an https URL",
        "CONTROL_LINK_KEY | secret | 32 at least",
        "CONTROL_LINK_KEY_FILE | /nowhere/key | can't be read",
        "CONTROL_LAUNCHER | cloud | one of worker, flink, kubernetes, none",
        "CONTROL_LAUNCHER | worker | CONTROL_WORKER_COMMAND is not set",
        "CONTROL_LAUNCHER | flink | CONTROL_FLINK_JAR is not set",
        "CONTROL_LAUNCHER | kubernetes | CONTROL_KUBERNETES_CONFIG is not set",
        "CONTROL_RATE_LIMIT | -1 | a whole number",
        "CONTROL_LEASE_SECONDS | soon | a whole number",
        "CONTROL_PARENT_WATCH | yes | not true or false",
        "CONTROL_PUBLIC_URL | audit.example | http://host:port",
        "CONTROL_LOG_LEVEL | LOUD | one of TRACE",
        "REPORTER_DATABASE_URL | mysql://secret@db/x | is not jdbc:postgresql",
        "REPORTER_MAX_CONCURRENT | 0 | a whole number from 1",
      })
  void whatIsWrongStopsTheStartWithOneLine(String name, String value, String says) {
    assertThatThrownBy(() -> config(name, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("secret")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void tlsTakesACertificateAndItsKey() {
    whatIsWrongStopsTheStartWithOneLine(
        "CONTROL_TLS_KEY_FILE", "key.pem", "CONTROL_TLS_CERTIFICATE_FILE is not");
    whatIsWrongStopsTheStartWithOneLine(
        "CONTROL_TLS_CERTIFICATE_FILE", "crt.pem", "CONTROL_TLS_KEY_FILE is not");
    assertThatThrownBy(
            () ->
                config("CONTROL_TLS_CERTIFICATE_FILE", "no.pem", "CONTROL_TLS_KEY_FILE", "no.pem"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no.pem can't be read");
    assertThat(config().identity()).isNull();
  }

  @Test
  void aCommandLineThatIsNoneIsNotShown() {
    assertThatThrownBy(
            () ->
                config(
                    "CONTROL_LAUNCHER",
                    "worker",
                    "CONTROL_WORKER_COMMAND",
                    "java --secret",
                    "CONTROL_WORKER_LOG",
                    "x"))
        .hasMessageContaining("JSON array")
        .hasMessageNotContaining("secret");
  }

  @Test
  void nothingSecretIsPrinted() {
    assertThat(config("CONTROL_DATABASE_PASSWORD", "hush").toString()).doesNotContain("hush", KEY);
  }
}
