package io.verity.audit.stack;

import java.util.Locale;

/** Where the local Kafka takes clients by TLS, beside its port for plain text. */
public enum KafkaListener {
  /** A login by SCRAM-SHA-512 over TLS. */
  SASL_SSL("SASL_SSL"),
  /** Clients that show a certificate. */
  MTLS("SSL"),
  /** As the first, with a certificate for another host. */
  ELSEWHERE("SASL_SSL");

  private final String protocol;

  KafkaListener(String protocol) {
    this.protocol = protocol;
  }

  String protocol() {
    return protocol;
  }

  boolean isSasl() {
    return protocol.startsWith("SASL");
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
