package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.config.IngestOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of docs/ingest.md say what the code says. */
class DocumentationTest {

  private final List<String> lines = read();

  @ParameterizedTest
  @EnumSource
  void everyOptionStandsThereWithItsDefault(IngestOption option) {
    String value =
        option
            .defaultValue()
            .map(text -> text.isEmpty() ? "" : "`" + text + "`")
            .orElse("required");
    assertThat(lines)
        .contains("| `" + option + "` | " + value + " | " + option.description() + " |");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| `audit_events_written_total{event_type}` | counter |",
        "| `audit_batch_size` | histogram |",
        "| `audit_write_duration_seconds` | histogram |",
        "| `audit_consumer_lag` | gauge |",
        "| `audit_errors_total` | counter |"
      })
  void everyMetricStandsThere(String row) {
    assertThat(lines).anyMatch(line -> line.startsWith(row));
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(Path.of("..", "..", "docs", "ingest.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
