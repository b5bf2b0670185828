package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.config.ControlOption;
import io.verity.audit.control.config.SharedOption;
import io.verity.audit.service.EnvironmentOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/control-plane.md lists is what the code has. */
class DocumentationTest {

  private final List<String> lines = read();

  static Stream<EnvironmentOption> options() {
    return Stream.<EnvironmentOption[]>of(ControlOption.values(), SharedOption.values())
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

  private static List<String> read() {
    try {
      return Files.readAllLines(Path.of("..", "docs", "control-plane.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
