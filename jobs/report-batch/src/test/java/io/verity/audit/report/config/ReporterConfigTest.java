package io.verity.audit.report.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.service.ConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReporterConfigTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "REPORTER_DATABASE_URL", "postgresql://reporter:geheim@db:5432/verity",
              "REPORTER_CLICKHOUSE_URL", "http://ch:8123/"));

  @Test
  void theRequiredOptionsAreEnough() {
    ReporterConfig config = ReporterConfig.fromEnvironment(environment);
    assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db:5432/verity");
    assertThat(config.database().user()).isEqualTo("reporter");
    assertThat(config.clickHouse().url()).isEqualTo("http://ch:8123");
    assertThat(config.clickHouse().user()).isEqualTo("report_reader");
    assertThat(config.kafka().isPresent()).isFalse();
    assertThat(config.kafkaTopics()).containsExactly("verity.audit.all");
    assertThat(config.ingestWait()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.outputDir()).isEqualTo("/tmp/reports");
    assertThat(config.maxConcurrent()).isEqualTo(3);
    assertThat(config.parallelism()).isZero();
    assertThat(config.metrics()).isEmpty();
    assertThat(config.logLevel()).isEqualTo("INFO");
  }

  @Test
  void isNeverPrintedWithAPassword() {
    environment.put("REPORTER_CLICKHOUSE_PASSWORD", "verborgen");
    assertThat(ReporterConfig.fromEnvironment(environment).toString())
        .doesNotContain("geheim", "verborgen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REPORTER_DATABASE_URL||REPORTER_DATABASE_URL is not set",
        "REPORTER_DATABASE_URL|mysql://x/y|REPORTER_DATABASE_URL",
        "REPORTER_CLICKHOUSE_URL|clickhouse|REPORTER_CLICKHOUSE_URL is \"clickhouse\"",
        "REPORTER_INGEST_WAIT_SECONDS|soon|REPORTER_INGEST_WAIT_SECONDS is \"soon\"",
        "REPORTER_MAX_CONCURRENT|0|REPORTER_MAX_CONCURRENT is \"0\"",
        "REPORTER_METRICS_PORT|http|REPORTER_METRICS_PORT is \"http\"",
        "REPORTER_OUTPUT_DIRECTORY|/x|REPORTER_OUTPUT_DIRECTORY is not an option of report-batch"
      })
  void aWrongValueIsOneLineThatNamesIt(String name, String value, String message) {
    environment.put(name, value == null ? "" : value);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ReporterConfig.fromEnvironment(environment))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(message).doesNotContain("\n"));
  }
}
