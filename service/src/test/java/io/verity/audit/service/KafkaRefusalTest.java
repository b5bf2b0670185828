package io.verity.audit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What real brokers refuse with is in the modules' integration tests. */
class KafkaRefusalTest {

  private static final KafkaAccess FILE = new KafkaAccess("kafka:9093", "/c", "WHERE", "HOW");
  private static final KafkaAccess NO_FILE = new KafkaAccess("kafka:9093", "", "WHERE", "HOW");

  @Test
  void namesBothVariables() {
    assertThat(line(FILE, new SaslAuthenticationException("Authentication failed.")))
        .isEqualTo(
            "Kafka at WHERE kafka:9093 refuses the account: Authentication failed; check"
                + " sasl.mechanism, user name and password (sasl.jaas.config) in HOW /c");
    assertThat(line(NO_FILE, new TimeoutException("no\nnode")))
        .isEqualTo(
            "Kafka at WHERE kafka:9093 does not answer: no node; check the address, and whether it"
                + " wants TLS: then the file that HOW names (none now) says how");
  }

  @Test
  void tellsAnotherHostFromOtherTrouble() {
    SSLHandshakeException handshake = new SSLHandshakeException("no");
    handshake.initCause(new CertificateException("No name matching kafka found"));
    assertThat(line(FILE, new SslAuthenticationException("failed", handshake)))
        .contains("a certificate for another host (No name matching kafka found)");
    assertThat(
            line(FILE, new SslAuthenticationException("failed", new SSLHandshakeException("no"))))
        .contains("do not agree on TLS (no)");
  }

  @Test
  void keepsAMalformedLoginToItself() {
    Exception jaas =
        new KafkaException(
            "Failed to create new client",
            new IllegalArgumentException(
                "Value not specified for key 's3cret' in JAAS config", null));
    assertThat(line(FILE, jaas)).contains("sasl.jaas.config").doesNotContain("s3cret");
  }

  @Test
  void whoIsNotLetInIsNotLetInLater() {
    assertThat(KafkaRefusal.isLasting(new IOException(new TopicAuthorizationException("no"))))
        .isTrue();
    assertThat(KafkaRefusal.isLasting(new SaslAuthenticationException("no"))).isTrue();
    assertThat(KafkaRefusal.isLasting(new TimeoutException("no"))).isFalse();
  }

  private static String line(KafkaAccess access, Exception failure) {
    return KafkaRefusal.line(access, failure);
  }
}
