package io.verity.audit.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.service.ConfigException;
import io.verity.audit.service.PortRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("AUDIT_KAFKA_BOOTSTRAP", "kafka:9092", "AUDIT_CLICKHOUSE_URL", "http://ch:8123/"));

  @Test
  void theRequiredOptionsAreEnough() {
    IngestConfig config = config();
    assertThat(config.kafka().bootstrap()).isEqualTo("kafka:9092");
    assertThat(config.clickHouse().url()).isEqualTo("http://ch:8123");
    assertThat(config.clickHouse().user()).isEqualTo("audit_writer");
    assertThat(config.clickHouse().password()).isEmpty();
    assertThat(config.topics()).containsExactly("verity.audit.all");
    assertThat(config.deadLetterTopic()).contains("verity.audit.dlq");
    assertThat(config.batchSize()).isEqualTo(500);
    assertThat(config.flushInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.checkpointDir()).isEmpty();
    assertThat(config.spillDir()).isEmpty();
    assertThat(config.parallelism()).isEmpty();
    assertThat(config.lostOffsets()).isEqualTo(IngestConfig.LostOffsets.FAIL);
    assertThat(config.metricsPorts()).isEqualTo(new PortRange(9249, 9249));
  }

  @Test
  void setValuesAreTaken() {
    environment.put("AUDIT_KAFKA_TOPICS", " a, b ,,c ");
    environment.put("AUDIT_DLQ_TOPIC", "");
    environment.put("AUDIT_CHECKPOINT_INTERVAL_SECONDS", "30");
    environment.put("AUDIT_PARALLELISM", "8");
    environment.put("AUDIT_LOST_OFFSETS", "Record");
    environment.put("AUDIT_METRICS_PORT", "9249-9259");
    environment.put("AUDIT_LOG_LEVEL", "debug");
    IngestConfig config = config();
    assertThat(config.topics()).isEqualTo(List.of("a", "b", "c"));
    assertThat(config.deadLetterTopic()).isEmpty();
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.parallelism()).contains(8);
    assertThat(config.lostOffsets()).isEqualTo(IngestConfig.LostOffsets.RECORD);
    assertThat(config.metricsPorts()).isEqualTo(new PortRange(9249, 9259));
    assertThat(config.logLevel()).isEqualTo("DEBUG");
  }

  @Test
  void otherVariablesAreNoneOfItsBusiness() {
    environment.put("PATH", "/bin");
    environment.put("MY_AUDIT_THING", "x");
    assertThat(config()).isNotNull();
  }

  @Test
  void missing() {
    environment.remove("AUDIT_KAFKA_BOOTSTRAP");
    assertRefused(
        "AUDIT_KAFKA_BOOTSTRAP is not set: it names the Kafka bootstrap servers,"
            + " host:port[,host:port...]");
  }

  @Test
  void unknown() {
    environment.put("AUDIT_BATCHSIZE", "1");
    assertRefused("AUDIT_BATCHSIZE is not an option of audit-ingest; see ./verity ingest --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AUDIT_BATCH_SIZE|many|a whole number from 1 to 1000000",
        "AUDIT_BATCH_SIZE|0|a whole number from 1 to 1000000",
        "AUDIT_BATCH_SIZE|1000001|a whole number from 1 to 1000000",
        "AUDIT_BATCH_BYTES|1|a whole number from 65536 to 268435456",
        "AUDIT_FLUSH_INTERVAL_SECONDS|1.5|a whole number from 1 to 3600",
        "AUDIT_CHECKPOINT_INTERVAL_SECONDS|-1|a whole number from 1 to 3600",
        "AUDIT_SPILL_THRESHOLD_BYTES|-1|a whole number from 0 to 1048576",
        "AUDIT_PARALLELISM|0|a whole number from 1 to 1024",
        "AUDIT_MAX_INTAKE_BYTES|1000|a whole number from 1048576 to 1099511627776",
        "AUDIT_WRITER_MEMORY_BYTES|1000|a whole number from 1048576 to 68719476736",
        "AUDIT_INSERT_CONNECTIONS|65|a whole number from 1 to 64",
        "AUDIT_INSERT_TIMEOUT_SECONDS|601|a whole number from 1 to 600",
        "AUDIT_COMMIT_TIMEOUT_SECONDS|604801|a whole number from 1 to 604800",
        "AUDIT_LOST_OFFSETS|skip|one of fail, record",
        "AUDIT_METRICS_PORT|http|a port, or a range such as 9249-9259",
        "AUDIT_METRICS_PORT|9259-9249|a port, or a range such as 9249-9259",
        "AUDIT_METRICS_PORT|65536|a port, or a range such as 9249-9259",
        "AUDIT_LOG_LEVEL|LOUD|one of TRACE, DEBUG, INFO, WARN, ERROR, OFF",
        "AUDIT_KAFKA_TOPICS|,|a comma-separated list",
        "AUDIT_CLICKHOUSE_URL|localhost:8123|http://host:port or https://host:port",
        "AUDIT_CLICKHOUSE_URL|jdbc:clickhouse://h|http://host:port or https://host:port",
        "AUDIT_CLICKHOUSE_URL|http://a b|http://host:port or https://host:port",
      })
  void malformed(String option, String value, String expected) {
    environment.put(option, value);
    if (value.equals("LOUD")) {
      environment.put(option, "loud");
    }
    assertRefused(option + " is \"" + value + "\", which is not " + expected);
  }

  @Test
  void aMessageNeverShowsAPassword() {
    environment.put("AUDIT_CLICKHOUSE_URL", "http://writer:s3cret@ch:8123");
    assertRefused(
        "AUDIT_CLICKHOUSE_URL is \"http://...@ch:8123\", which is not http://host:port or"
            + " https://host:port");
  }

  @Test
  void aMessageNeverShowsAPasswordOfAnUrlThatIsNone() {
    environment.put("AUDIT_CLICKHOUSE_URL", "http://writer:s3 cret@ch:8123");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(this::config)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3").doesNotContain("cret"));
  }

  @Test
  void passwordFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), " s3cret \n");
    environment.put("AUDIT_CLICKHOUSE_PASSWORD", "ignored");
    environment.put("AUDIT_CLICKHOUSE_PASSWORD_FILE", file.toString());
    assertThat(config().clickHouse().password()).isEqualTo(" s3cret ");
  }

  @Test
  void passwordFileThatIsNotThere(@TempDir Path folder) {
    String file = folder.resolve("none").toString();
    environment.put("AUDIT_CLICKHOUSE_PASSWORD_FILE", file);
    assertRefused("AUDIT_CLICKHOUSE_PASSWORD_FILE names a file that can't be read: " + file);
  }

  @Test
  void certificatesAreLookedInto(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ca.pem");
    environment.put("AUDIT_CLICKHOUSE_CERTIFICATES", file.toString());
    environment.put("AUDIT_CLICKHOUSE_URL", "http://ch:8123");
    assertRefused(
        "AUDIT_CLICKHOUSE_CERTIFICATES is set, and AUDIT_CLICKHOUSE_URL does not begin with"
            + " https://");
    environment.put("AUDIT_CLICKHOUSE_URL", "https://ch:8443");
    assertRefused("AUDIT_CLICKHOUSE_CERTIFICATES names a file that can't be read: " + file);
    for (String content : new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----"}) {
      Files.writeString(file, content);
      assertRefused(
          "AUDIT_CLICKHOUSE_CERTIFICATES names a file without certificates in PEM form: " + file);
    }
    environment.put("AUDIT_CLICKHOUSE_CERTIFICATES", "");
    assertThat(config().clickHouse().certificates()).isEmpty();
  }

  @Test
  void secretsAreInNoText() {
    environment.put("AUDIT_CLICKHOUSE_PASSWORD", "s3cret");
    IngestConfig config = config();
    assertThat(config.clickHouse().password()).isEqualTo("s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.clickHouse().toString()).isEqualTo("audit_writer@http://ch:8123");
  }

  private IngestConfig config() {
    return IngestConfig.fromEnvironment(environment);
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(this::config).withMessage(message);
  }
}
