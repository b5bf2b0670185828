package io.verity.audit.evidence.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/controls.md lists the controls that are shipped, those and no others. */
class DocumentationTest {

  private static final Pattern FRAMEWORK = Pattern.compile("(?m)^### .*\\(`([a-z_0-9]+)`\\)$");
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?m)^\\| ([^|]+) \\| ([^|]+) \\| (http|sql|config|search|manual) \\| ([^|]+) \\| ");

  @Test
  void listsWhatIsShipped() throws IOException {
    Map<String, List<String>> shipped =
        ControlCatalog.load(null).controls().stream()
            .collect(
                Collectors.groupingBy(
                    ControlDefinition::framework,
                    TreeMap::new,
                    Collectors.mapping(DocumentationTest::line, Collectors.toList())));

    Map<String, List<String>> documented = documented();

    assertThat(documented).containsOnlyKeys(shipped.keySet());
    shipped.forEach(
        (framework, lines) ->
            assertThat(documented.get(framework))
                .as(framework)
                .containsExactlyInAnyOrderElementsOf(lines));
  }

  private static String line(ControlDefinition control) {
    String sources =
        control.sources().stream()
            .map(ControlDefinition.SourceRequest::source)
            .collect(Collectors.joining(", "));
    return "%s | %s | %s | %s"
        .formatted(
            control.controlId(),
            control.name(),
            control.collectionFn(),
            sources.isEmpty() ? "upload" : sources);
  }

  private static Map<String, List<String>> documented() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "controls.md"));
    List<MatchResult> sections = FRAMEWORK.matcher(text).results().toList();
    Map<String, List<String>> documented = new TreeMap<>();
    for (int i = 0; i < sections.size(); i++) {
      int end = i + 1 < sections.size() ? sections.get(i + 1).start() : text.length();
      String section = text.substring(sections.get(i).end(), end);
      documented.put(
          sections.get(i).group(1),
          CONTROL
              .matcher(section)
              .results()
              .map(
                  m ->
                      "%s | %s | %s | %s".formatted(m.group(1), m.group(2), m.group(3), m.group(4)))
              .map(line -> line.replace("`", ""))
              .toList());
    }
    return documented;
  }
}
