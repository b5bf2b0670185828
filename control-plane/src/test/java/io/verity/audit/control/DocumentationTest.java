package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.config.ControlOption;
import io.verity.audit.control.config.SharedOption;
import io.verity.audit.control.holds.keeper.HoldsOption;
import io.verity.audit.service.EnvironmentOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/control-plane.md and docs/evidence.md list is what the code has. */
class DocumentationTest {

  private final List<String> lines = read();

  static Stream<EnvironmentOption> options() {
    return Stream.<EnvironmentOption[]>of(
            ControlOption.values(), SharedOption.values(), HoldsOption.values())
        .flatMap(Stream::of);
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionStandsThereWithItsDefault(EnvironmentOption option) {
    String value =
        option
            .defaultValue()
            .map(text -> text.isEmpty() ? "" : "`" + text + "`")
            .orElse("required");
    assertThat(lines)
        .contains("| `" + option.name() + "` | " + value + " | " + option.description() + " |");
  }

  @Test
  void everyMetricStandsThereAndNoOther() throws IOException {
    Set<String> registered = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Metrics.java")).toList()) {
        found("\"(control_[a-z_]+)\"", Files.readString(file)).forEach(registered::add);
      }
    }
    Set<String> listed = new TreeSet<>();
    lines.forEach(line -> found("^\\| `(control_[a-z_]+)[{`]", line).forEach(listed::add));
    assertThat(listed).isNotEmpty().isEqualTo(registered);
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }

  private static List<String> read() {
    Path docs = Path.of("..", "docs");
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(docs.resolve("control-plane.md")));
      lines.addAll(Files.readAllLines(docs.resolve("evidence.md")));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
