package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents refer to is there. */
class DocumentsTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:ITCase|Test))`");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (String link : found(LINK, Files.readString(document))) {
        if (!link.contains("://") && !leads(document, link)) {
          broken.add(PROJECT.relativize(document) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(PROJECT)) {
      tests =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      for (String test : found(TEST_CLASS, Files.readString(document))) {
        if (!tests.contains(test)) {
          missing.add(PROJECT.relativize(document) + ": " + test);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void securityNamesEveryAccount() throws IOException {
    String security = Files.readString(PROJECT.resolve("docs/security.md"));
    Set<String> clickHouse =
        new TreeSet<>(
            found(
                Pattern.compile("<(\\w+)>\\s*<password_sha256_hex"),
                Files.readString(PROJECT.resolve("sql/clickhouse/users.xml"))));
    Set<String> postgres =
        new TreeSet<>(
            found(
                Pattern.compile("'(verity_\\w+)'"),
                Files.readString(PROJECT.resolve("sql/postgres/roles.sql"))));
    assertThat(clickHouse).hasSizeGreaterThan(4);
    assertThat(postgres).hasSizeGreaterThan(4);
    assertThat(accounts(security, "**ClickHouse**", "**PostgreSQL**")).isEqualTo(clickHouse);
    assertThat(accounts(security, "**PostgreSQL**", "## Secrets")).isEqualTo(postgres);
  }

  @Test
  void theReadmeListsEveryCommand() throws IOException {
    Set<String> listed =
        new TreeSet<>(
            found(
                Pattern.compile("(?m)^\\| `\\./verity ([a-z ]+)` \\|"),
                Files.readString(PROJECT.resolve("README.md"))));
    assertThat(listed).isEqualTo(commands(Verity.commandLine(Map.of(), Progress.onStderr())));
  }

  /** Each command; one that takes a word of a list, once for each of them. */
  private static Set<String> commands(CommandLine line) {
    Set<String> names = new TreeSet<>();
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> words = words(sub);
              words.forEach(word -> names.add(name + " " + word));
              if (words.isEmpty()) {
                names.add(name);
              }
            });
    return names;
  }

  private static List<String> words(CommandLine command) {
    return command.getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.type().isEnum())
        .flatMap(parameter -> Stream.of(parameter.type().getEnumConstants()))
        .map(Object::toString)
        .toList();
  }

  /** The first column of the table between two places. */
  private static Set<String> accounts(String text, String from, String to) {
    String part = text.substring(text.indexOf(from), text.indexOf(to));
    return new TreeSet<>(found(Pattern.compile("(?m)^\\| `(\\w+)` \\|"), part));
  }

  private static boolean leads(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    if (!Files.exists(target)) {
      return false;
    }
    if (parts.length == 1) {
      return true;
    }
    Path page = Files.isDirectory(target) ? target.resolve("README.md") : target;
    return found(HEADING, Files.readString(page)).stream()
        .map(DocumentsTest::anchor)
        .anyMatch(parts[1]::equals);
  }

  /** As the usual renderers make it of a heading. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String folder :
        List.of(
            ".", "docs", "flink-conf", "k8s-operator", "images", "monitoring", "object-store")) {
      try (Stream<Path> files = Files.list(PROJECT.resolve(folder).normalize())) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    assertThat(documents).hasSizeGreaterThan(10);
    return documents;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }
}
