package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.PackLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/reports.md lists is what the code has. */
class DocumentationTest {

  private static final Path DOCS = Path.of("..", "..", "docs");

  private final List<String> lines = read();

  @ParameterizedTest
  @EnumSource
  void everyOptionStandsThereWithItsDefault(ReporterOption option) {
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
        "| `reporter_reports_generated_total{framework,format}` | counter |",
        "| `reporter_generation_duration_seconds` | histogram |",
        "| `reporter_query_duration_seconds` | histogram |",
        "| `reporter_errors_total` | counter |"
      })
  void everyMetricOfTheProgramStandsThere(String row) {
    assertThat(lines).anyMatch(line -> line.startsWith(row));
  }

  static Stream<String> metrics() {
    PackLoader packs = PackLoader.bundled();
    return packs.frameworks().stream()
        .flatMap(name -> packs.load(name).metrics().stream())
        .flatMap(query -> query.metrics().stream())
        .map(Metric::name)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void everyMetricOfAReportIsDefinedThere(String metric) {
    String text = String.join(" ", lines);
    assertThat(text).contains("`" + shortened(metric));
  }

  @Test
  void theSchemaThatItNamesIsThere() {
    String link = "report.schema.json](";
    String text = String.join(" ", lines);
    String path = text.substring(text.indexOf(link) + link.length()).split("\\)")[0];
    assertThat(DOCS.resolve(path)).exists();
  }

  /** Median, mean and percentile of one thing are listed as {@code name_median}, {@code _p95}. */
  private static String shortened(String metric) {
    return metric.replaceFirst("_(mean|median|p95|executed|outstanding)$", "");
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(DOCS.resolve("reports.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
