package io.verity.audit.control.config;

import static io.verity.audit.control.config.ControlOption.*;
import static io.verity.audit.control.config.SharedOption.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.launch.flink.FlinkRestSettings;
import io.verity.audit.control.launch.flink.FlinkTimeouts;
import io.verity.audit.control.launch.kubernetes.KubernetesSettings;
import io.verity.audit.control.launch.kubernetes.KubernetesSettingsFile;
import io.verity.audit.control.tls.PemIdentity;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.EnvironmentOption;
import io.verity.audit.service.EnvironmentReader;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.store.DatabaseAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The control plane's configuration, typed and checked. Never printed: it holds secrets.
 *
 * @param identity that the API shows by TLS; null: it speaks plain http
 * @param publicUrl empty: the bound address
 * @param linkKey signs download links, the same on all replicas
 * @param rateLimit calls a second and token; 0: any number
 * @param workerCommand empty unless the launcher is the worker
 * @param workerLog null unless the launcher is the worker
 * @param flink null unless the launcher is Flink
 * @param kubernetes null unless the launcher is Kubernetes
 * @param kafka has no address where access events are not published
 * @param frameworksDir empty where only the built-in frameworks are wanted
 * @param environment all variables, for the launcher that is chosen
 */
public record ControlConfig(
    String listenHost,
    int port,
    int adminPort,
    PemIdentity identity,
    String publicUrl,
    DatabaseAccess database,
    TokenSettings tokens,
    byte[] linkKey,
    int rateLimit,
    int maxBodyBytes,
    LauncherKind launcher,
    List<String> workerCommand,
    Path workerLog,
    FlinkRestSettings flink,
    KubernetesSettings kubernetes,
    Duration lease,
    int maxAttempts,
    int maxConcurrent,
    KafkaAccess kafka,
    String accessTopic,
    Set<String> webhookPrivateHosts,
    EvidenceSettings evidence,
    Path outputDir,
    String frameworksDir,
    boolean parentWatch,
    String logLevel,
    Map<String, String> environment) {

  private static final int MIN_KEY_LENGTH = 32;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads the {@code CONTROL_} variables, and those of the report job that both go by.
   *
   * @throws ConfigException naming the variable that is missing, malformed or unknown
   */
  public static ControlConfig fromEnvironment(Map<String, String> environment) {
    EnvironmentReader env = new EnvironmentReader(environment);
    env.refuseUnknown(
        "CONTROL_", ControlOption.values(), "the control plane; see docs/control-plane.md");
    LauncherKind launcher = env.choice(CONTROL_LAUNCHER, LauncherKind.class);
    return new ControlConfig(
        env.text(CONTROL_LISTEN_HOST),
        (int) env.number(CONTROL_PORT, 0, 65_535),
        (int) env.number(CONTROL_ADMIN_PORT, 0, 65_535),
        identity(env, CONTROL_TLS_CERTIFICATE_FILE, CONTROL_TLS_KEY_FILE),
        env.optional(CONTROL_PUBLIC_URL).isPresent() ? env.httpUrl(CONTROL_PUBLIC_URL) : "",
        database(env),
        new TokenSettings(
            env.text(CONTROL_OIDC_ISSUER),
            env.text(CONTROL_OIDC_AUDIENCE),
            jwks(env.text(CONTROL_OIDC_JWKS)),
            env.text(CONTROL_ROLES_CLAIM)),
        linkKey(env),
        (int) env.number(CONTROL_RATE_LIMIT, 0, 1_000_000),
        (int) env.number(CONTROL_MAX_BODY_BYTES, 1_024, 16 << 20),
        launcher,
        launcher == LauncherKind.WORKER ? command(env.text(CONTROL_WORKER_COMMAND)) : List.of(),
        launcher == LauncherKind.WORKER
            ? path(CONTROL_WORKER_LOG, env.text(CONTROL_WORKER_LOG))
            : null,
        launcher == LauncherKind.FLINK ? flink(env) : null,
        launcher == LauncherKind.KUBERNETES ? kubernetes(env) : null,
        env.seconds(CONTROL_LEASE_SECONDS, 1, 3_600),
        (int) env.number(CONTROL_MAX_ATTEMPTS, 1, 100),
        (int) env.number(REPORTER_MAX_CONCURRENT, 1, 1_000),
        env.kafka(CONTROL_KAFKA_BOOTSTRAP, CONTROL_KAFKA_CONFIG_FILE),
        env.text(CONTROL_ACCESS_TOPIC),
        hosts(env),
        EvidenceSettings.read(env),
        path(REPORTER_OUTPUT_DIR, env.text(REPORTER_OUTPUT_DIR)),
        env.optional(REPORTER_FRAMEWORKS_DIR).orElse(""),
        flag(env, CONTROL_PARENT_WATCH),
        env.logLevel(CONTROL_LOG_LEVEL),
        Map.copyOf(environment));
  }

  private static DatabaseAccess database(EnvironmentReader env) {
    try {
      return new DatabaseAccess(
          env.text(REPORTER_DATABASE_URL),
          env.text(CONTROL_DATABASE_USER),
          env.secret(CONTROL_DATABASE_PASSWORD, CONTROL_DATABASE_PASSWORD_FILE));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(REPORTER_DATABASE_URL + ": " + e.getMessage(), e);
    }
  }

  /** Over plain http anybody on the way could put in keys of their own, and so make tokens. */
  private static URI jwks(String value) {
    if (!value.matches("(?i)https?://.*")) {
      return path(CONTROL_OIDC_JWKS, value).toAbsolutePath().toUri();
    }
    try {
      URI uri = URI.create(value);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && (scheme.equals("https") || LOOPBACK.contains(uri.getHost()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw noJwks(value);
    }
    throw noJwks(value);
  }

  private static ConfigException noJwks(String value) {
    return new ConfigException(
        CONTROL_OIDC_JWKS
            + " is \""
            + withoutCredentials(value)
            + "\", which is neither an https URL, an http URL on this machine, nor a file");
  }

  private static String withoutCredentials(String text) {
    return String.valueOf(text).replaceAll("//.*@", "//...@");
  }

  private static byte[] linkKey(EnvironmentReader env) {
    String key = env.secret(CONTROL_LINK_KEY, CONTROL_LINK_KEY_FILE);
    if (key.length() < MIN_KEY_LENGTH) {
      throw new ConfigException(
          "CONTROL_LINK_KEY (or the file that CONTROL_LINK_KEY_FILE names) has "
              + key.length()
              + " characters; it signs download links and needs "
              + MIN_KEY_LENGTH
              + " at least, such as `openssl rand -hex 32` prints");
    }
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> command(String value) {
    try {
      List<String> command =
          new ObjectMapper().readValue(value, new TypeReference<List<String>>() {});
      if (command != null && !command.isEmpty() && !command.contains(null)) {
        return List.copyOf(command);
      }
    } catch (JsonProcessingException e) {
      throw noCommand();
    }
    throw noCommand();
  }

  /** Not shown: a command line may carry a secret. */
  private static ConfigException noCommand() {
    return new ConfigException(
        CONTROL_WORKER_COMMAND
            + " is not a JSON array of strings, such as [\"java\",\"-version\"]");
  }

  private static FlinkRestSettings flink(EnvironmentReader env) {
    Path jar = path(CONTROL_FLINK_JAR, env.text(CONTROL_FLINK_JAR));
    try {
      return new FlinkRestSettings(
          env.list(CONTROL_FLINK_URL).stream().map(URI::create).toList(),
          jar,
          FlinkRestSettings.REPORT_JOB,
          optionalPath(env, CONTROL_FLINK_AUTHORIZATION_FILE),
          optionalPath(env, CONTROL_FLINK_CERTIFICATES),
          identity(env, CONTROL_FLINK_CLIENT_CERTIFICATE_FILE, CONTROL_FLINK_CLIENT_KEY_FILE),
          FlinkTimeouts.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "the CONTROL_FLINK_ variables: " + withoutCredentials(e.getMessage()), e);
    }
  }

  /** Null where neither is set. */
  private static PemIdentity identity(
      EnvironmentReader env, EnvironmentOption certificate, EnvironmentOption key) {
    Path chain = optionalPath(env, certificate);
    Path secret = optionalPath(env, key);
    if (chain == null && secret == null) {
      return null;
    }
    if (chain == null || secret == null) {
      throw new ConfigException(
          (chain == null ? key : certificate)
              + " is set and "
              + (chain == null ? certificate : key)
              + " is not: TLS takes both");
    }
    try {
      return PemIdentity.read(chain, secret);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(certificate + ", " + key + ": " + e.getMessage(), e);
    }
  }

  static Path optionalPath(EnvironmentReader env, EnvironmentOption option) {
    return env.optional(option).map(text -> path(option, text)).orElse(null);
  }

  private static KubernetesSettings kubernetes(EnvironmentReader env) {
    Path file = path(CONTROL_KUBERNETES_CONFIG, env.text(CONTROL_KUBERNETES_CONFIG));
    try {
      return KubernetesSettingsFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(CONTROL_KUBERNETES_CONFIG + ": " + e.getMessage(), e);
    }
  }

  private static Set<String> hosts(EnvironmentReader env) {
    return Arrays.stream(env.optional(CONTROL_WEBHOOK_PRIVATE_HOSTS).orElse("").split(","))
        .map(host -> host.strip().toLowerCase(Locale.ROOT))
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean flag(EnvironmentReader env, EnvironmentOption option) {
    String value = env.text(option);
    if (!value.equals("true") && !value.equals("false")) {
      throw new ConfigException(
          option.name() + " is \"" + value + "\", which is not true or false");
    }
    return value.equals("true");
  }

  private static Path path(EnvironmentOption option, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new ConfigException(option.name() + " is \"" + value + "\", which is not a path", e);
    }
  }

  @Override
  public String toString() {
    return "ControlConfig[" + database + "]";
  }
}
