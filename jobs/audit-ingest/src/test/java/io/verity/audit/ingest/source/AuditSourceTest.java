package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.service.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSourceTest {

  private static final String LOGIN = "security.protocol=SASL_SSL\nsasl.jaas.config=s3cret\n";

  @TempDir Path work;

  @Test
  void aJobGraphHoldsTheFilesNameAndNotWhatItSays() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new AuditSource(config(LOGIN)));
    }
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .contains("client.properties")
        .doesNotContain("s3cret", "SASL_SSL");
  }

  @Test
  void theFileIsReadAnewForEachClient() throws IOException {
    IngestConfig config = config(LOGIN);
    assertThat(AuditSource.clientProperties(config)).containsEntry("sasl.jaas.config", "s3cret");
    Files.writeString(work.resolve("client.properties"), LOGIN.replace("s3cret", "renewed"));
    assertThat(AuditSource.clientProperties(config)).containsEntry("sasl.jaas.config", "renewed");
  }

  @Test
  void whatTheGuaranteesRestOnIsNotToBeChangedThere() {
    assertThatThrownBy(() -> config(LOGIN + "isolation.level=read_uncommitted\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("AUDIT_KAFKA_CONFIG_FILE ")
        .hasMessageContaining("isolation.level")
        .hasMessageNotContaining("s3cret");
  }

  private IngestConfig config(String file) throws IOException {
    return IngestConfig.fromEnvironment(
        Map.of(
            "AUDIT_KAFKA_BOOTSTRAP",
            "kafka:9093",
            "AUDIT_CLICKHOUSE_URL",
            "http://ch:8123",
            "AUDIT_KAFKA_CONFIG_FILE",
            Files.writeString(work.resolve("client.properties"), file).toString()));
  }
}
