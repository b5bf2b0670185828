package io.verity.audit.control.config;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/** Every {@code CONTROL_} variable there is: the one place that knows their names and defaults. */
public enum ControlOption implements EnvironmentOption {
  CONTROL_LISTEN_HOST("127.0.0.1", "address that the API and the admin port listen on"),
  CONTROL_PORT("8080", "port of the API; 0: any free one"),
  CONTROL_ADMIN_PORT("8081", "port of health and metrics; 0: any free one"),
  CONTROL_TLS_CERTIFICATE_FILE(
      "", "PEM file of the API's certificate and its authorities; empty: plain http"),
  CONTROL_TLS_KEY_FILE("", "PEM file of its private key, PKCS #8 without a password"),
  CONTROL_PUBLIC_URL("", "URL that callers reach the API by, for links; empty: the bound address"),
  CONTROL_DATABASE_USER("verity_control", "account of the control plane in PostgreSQL"),
  CONTROL_DATABASE_PASSWORD("", "its password"),
  CONTROL_DATABASE_PASSWORD_FILE("", "file that holds the password instead"),
  CONTROL_OIDC_ISSUER(null, "issuer of tokens, exactly as their iss claim says it"),
  CONTROL_OIDC_AUDIENCE("verity", "audience that tokens have to be for"),
  CONTROL_OIDC_JWKS(
      null, "issuer's public keys: https URL, http URL on this machine, or path of a file"),
  CONTROL_ROLES_CLAIM("roles", "claim of a token that lists roles"),
  CONTROL_LINK_KEY("", "key that signs download links, 32 characters at least"),
  CONTROL_LINK_KEY_FILE("", "file that holds the key instead"),
  CONTROL_RATE_LIMIT("100", "calls a second and token; 0: any number"),
  CONTROL_MAX_BODY_BYTES("65536", "size of the largest body taken"),
  CONTROL_LAUNCHER(null, "way to run report jobs: worker, flink, kubernetes or none"),
  CONTROL_WORKER_COMMAND("", "command line of the worker, a JSON array of strings"),
  CONTROL_WORKER_LOG("", "file that the worker's log goes to"),
  CONTROL_FLINK_URL(
      "", "session cluster's REST URL; several, comma-separated, where it has several"),
  CONTROL_FLINK_JAR("", "path of the report job's jar, to be uploaded"),
  CONTROL_FLINK_AUTHORIZATION_FILE("", "file with the Authorization header for Flink's REST"),
  CONTROL_FLINK_CERTIFICATES("", "PEM file of authorities to trust for Flink's REST"),
  CONTROL_FLINK_CLIENT_CERTIFICATE_FILE(
      "", "PEM file of the certificate to show to Flink's REST; empty: none"),
  CONTROL_FLINK_CLIENT_KEY_FILE("", "PEM file of its private key, PKCS #8 without a password"),
  CONTROL_KUBERNETES_CONFIG("", "YAML file that says where on Kubernetes reports run"),
  CONTROL_LEASE_SECONDS("30", "how long a run stays with a replica that is not heard of"),
  CONTROL_MAX_ATTEMPTS("3", "how often a run may fail for a passing reason before it has failed"),
  CONTROL_COLLECTORS("8", "evidence collected at a time by this replica; 0: it collects none"),
  CONTROL_COLLECT_ATTEMPTS("5", "how often the evidence of a period is tried to be collected"),
  CONTROL_COLLECT_AS(
      "verity-collector", "account that evidence is collected by, as records name it"),
  CONTROL_SOURCES_CONFIG("", "YAML file of the systems that evidence is collected from"),
  CONTROL_HANDLERS_DIR("", "folder with jars of handlers of your own"),
  CONTROL_EVIDENCE_MAX_BYTES("16777216", "size of the largest body that hands evidence in"),
  CONTROL_KAFKA_BOOTSTRAP(
      "", "Kafka that access events are published to; empty: they are not published"),
  CONTROL_KAFKA_CONFIG_FILE(
      "", "properties file with Kafka's security.protocol, sasl.* and ssl.*; empty: plain text"),
  CONTROL_ACCESS_TOPIC("verity.audit.access", "topic of access events"),
  CONTROL_WEBHOOK_PRIVATE_HOSTS(
      "", "host names that webhooks may reach although their address is private, comma-separated"),
  CONTROL_PARENT_WATCH("false", "true: end when the standard input does"),
  CONTROL_LOG_LEVEL("INFO", "log level");

  private final String defaultValue;
  private final String description;

  ControlOption(String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  @Override
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  @Override
  public String description() {
    return description;
  }
}
