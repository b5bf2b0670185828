package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The local Kafka's listeners for TLS, as its settings have them; none where none are wanted. */
record KafkaTlsListeners(KafkaTls tls, Map<KafkaListener, Integer> ports) {

  static final KafkaTlsListeners NONE = new KafkaTlsListeners(null, Map.of());

  static KafkaTlsListeners of(KafkaTls tls, StackPorts free) {
    Map<KafkaListener, Integer> ports = new EnumMap<>(KafkaListener.class);
    for (KafkaListener listener : KafkaListener.values()) {
      ports.put(listener, free.of("kafka." + listener.lowerCase()));
    }
    return new KafkaTlsListeners(tls, ports);
  }

  String address(KafkaListener listener) {
    Integer port = ports.get(listener);
    if (port == null) {
      throw new IllegalStateException("This Kafka has no TLS: ask with withKafkaTls().");
    }
    return "127.0.0.1:" + port;
  }

  /** To be appended to the settings listeners and advertised.listeners. */
  String addresses() {
    return each(listener -> "," + listener + "://" + address(listener));
  }

  /** To be appended to the setting listener.security.protocol.map. */
  String protocols() {
    return each(listener -> "," + listener + ":" + listener.protocol());
  }

  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    if (tls != null) {
      settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
      settings.put(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
      settings.put("super.users", "User:ANONYMOUS");
      ports.keySet().forEach(listener -> settings.putAll(settings(listener)));
    }
    return settings;
  }

  private Map<String, String> settings(KafkaListener listener) {
    String prefix = "listener.name." + listener.lowerCase() + ".";
    Path shown = listener == KafkaListener.ELSEWHERE ? tls.otherHost() : tls.server();
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "ssl.keystore.type", "PEM");
    settings.put(prefix + "ssl.keystore.location", shown.toAbsolutePath().toString());
    settings.put(prefix + "ssl.truststore.type", "PEM");
    settings.put(prefix + "ssl.truststore.location", tls.authority().toAbsolutePath().toString());
    settings.put(prefix + "ssl.client.auth", listener.isSasl() ? "none" : "required");
    if (listener.isSasl()) {
      settings.put(
          prefix + "scram-sha-512.sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    return settings;
  }

  private String each(Function<KafkaListener, String> text) {
    return ports.keySet().stream().map(text).collect(Collectors.joining());
  }
}
