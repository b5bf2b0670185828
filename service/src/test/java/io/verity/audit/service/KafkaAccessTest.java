package io.verity.audit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAccessTest {

  @TempDir Path work;

  @Test
  void plainTextNeedsNoFile() {
    assertThat(KafkaAccess.plain("kafka:9092").clientSettings())
        .containsOnly(java.util.Map.entry("bootstrap.servers", "kafka:9092"));
  }

  @Test
  void theFileIsReadWhenAClientIsMade() throws IOException {
    KafkaAccess access = access("security.protocol=SSL\nssl.truststore.type=PEM\n");
    assertThat(access.clientSettings())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("bootstrap.servers", "kafka:9093");
  }

  @Test
  void nothingOfItIsPrinted() throws IOException {
    assertThat(access("security.protocol=SASL_SSL\nsasl.jaas.config=s3cret\n").toString())
        .doesNotContain("s3cret");
  }

  @Test
  void whatIsNoSecuritySettingIsRefused() throws IOException {
    KafkaAccess access = access("security.protocol=SSL\ngroup.id=mine\nsasl.jaas.config=s3cret\n");
    assertThatThrownBy(access::clientSettings)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("KAFKA_FILE " + access.configFile() + ": group.id is no setting of")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aFileWithoutAProtocolIsRefused() throws IOException {
    assertThatThrownBy(access("ssl.truststore.type=PEM\n")::clientSettings)
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("has no security.protocol: SASL_SSL or SSL");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    KafkaAccess access =
        new KafkaAccess("kafka:9093", work.resolve("none").toString(), "KAFKA", "KAFKA_FILE");
    assertThatThrownBy(access::clientSettings)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("KAFKA_FILE names a file that can't be read: ");
  }

  private KafkaAccess access(String content) throws IOException {
    Path file = Files.writeString(work.resolve("client.properties"), content);
    return new KafkaAccess("kafka:9093", file.toString(), "KAFKA", "KAFKA_FILE");
  }
}
