package io.verity.audit.collect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  @TempDir Path folder;

  @Test
  void readsSourcesOfEveryKind() throws IOException {
    Sources sources =
        read(
            """
            # a comment
            sources:
              trail:
                kind: sql
                url: "jdbc:clickhouse://host:8123/verity"
                user: auditor
                password: "env:TRAIL"
                requests_per_second: 20
                concurrency: 4
                timeout_seconds: 90
                max_bytes: 1000
              api: {kind: http, url: "https://host/a", authorization: "file:token", certificates: ca.pem}
              logs: {kind: search, url: "http://host:9200"}
              files: {kind: config, root: conf}
              mine: {kind: my_own, anything: 5, token: "file:/abs"}
            """);
    assertThat(sources.find("trail"))
        .contains(
            new SourceSettings(
                "trail",
                "sql",
                Map.of(
                    "url", "jdbc:clickhouse://host:8123/verity",
                    "user", "auditor",
                    "password", "env:TRAIL"),
                20,
                4,
                Duration.ofSeconds(90),
                1000));
    assertThat(sources.find("api").orElseThrow().settings())
        .containsEntry("authorization", "file:" + folder.resolve("token"))
        .containsEntry("certificates", folder.resolve("ca.pem").toString());
    assertThat(sources.find("files").orElseThrow().settings())
        .containsEntry("root", folder.resolve("conf").toString());
    assertThat(sources.find("mine").orElseThrow().settings()).containsEntry("anything", "5");
    assertThat(sources.find("logs").orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(sources.names()).hasSize(5);
    assertThat(Sources.read(null).names()).isEmpty();
    assertThat(read("sources:\n").names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sources: {a: {kind: http, url: 'http://h', autorization: 's3cret'}} | source 'a': autorization is no key",
        "sources: {a: {kind: http, url: 'http://h', authorization: 's3cret'}} | source 'a': authorization must not hold the secret itself",
        "sources: {a: {kind: own, api_key: 's3cret'}} | source 'a': api_key must not hold",
        "sources: {a: {kind: http, url: 'http://u:s3cret@h'}} | source 'a': url holds a password",
        "sources: {a: {kind: sql, user: u, url: 'jdbc:postgresql://h/d?password=s3cret'}} | source 'a': url holds a password",
        "sources: {a: {kind: sql, user: u, url: 'jdbc:oracle:x'}} | source 'a': url must look like jdbc:",
        "sources: {a: {kind: http, url: 'ftp://h'}} | source 'a': url must look like https://host",
        "sources: {a: {kind: sql, url: 'jdbc:postgresql://h/d'}} | source 'a': user is missing",
        "sources: {a: {kind: config}} | source 'a': root is missing",
        "sources: {a: {kind: config, root: [x]}} | source 'a': root must be a text",
        "sources: {a: {root: x}} | source 'a': kind must name",
        "sources: {a: {kind: manual}} | source 'a': kind manual",
        "sources: {a: {kind: own, requests_per_second: 0}} | source 'a': requests_per_second must be",
        "sources: {a: {kind: own, requests_per_second: -1}} | source 'a': requests_per_second must be",
        "sources: {a: {kind: own, requests_per_second: '5'}} | source 'a': requests_per_second must be",
        "sources: {a: {kind: own, concurrency: 1.5}} | source 'a': concurrency must be a whole number",
        "sources: {a: {kind: own, timeout_seconds: -1}} | source 'a': timeout_seconds must be",
        "sources: {a: {kind: own, max_bytes: 99999999999}} | source 'a': max_bytes must be",
        "sources: {A b: {kind: own}} | source 'A b': a name is",
        "sources: {a: {kind: own}, a: {kind: own}} | 'a' stands there twice (line 1)",
        "sources: {a: {kind: own, password: s3cret | is not YAML that can be read",
        "sources: {a: 5} | source 'a': its settings must be a mapping",
        "sources: [a] | sources must be a mapping",
        "source: {} | has the unknown key source",
        "just text s3cret | must be a YAML mapping"
      })
  void tellsWhatIsWrongAndWhere(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve("sources.yaml") + ": ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void tellsThatTheFileIsNotThere() {
    assertThatThrownBy(() -> Sources.read(folder.resolve("none.yaml")))
        .hasMessageEndingWith("none.yaml: there is no such file");
  }

  @Test
  void readsSecretsWhenTheyAreUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), " s3cret \n");
    SourceSettings source = source(Map.of("a", "env:A", "b", "file:" + file));
    Secrets secrets = new Secrets(Map.of("A", "from env"));
    assertThat(secrets.read(source, "a")).isEqualTo("from env");
    assertThat(secrets.read(source, "b")).isEqualTo(" s3cret ");
    Files.writeString(file, "another\r\n");
    assertThat(secrets.read(source, "b")).isEqualTo("another");
  }

  @Test
  void tellsWhichSecretCannotBeRead() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'s', (byte) 0xff});
    Path large = Files.writeString(folder.resolve("large"), "s3cret".repeat(20_000));
    assertUnreadable("env:NOT_SET", "is empty: nothing is in env:NOT_SET");
    assertUnreadable("file:" + empty, "is empty");
    assertUnreadable("file:" + binary, "is no UTF-8 text");
    assertUnreadable("file:" + large, "is larger than 64 KiB");
    assertUnreadable("file:" + folder, "there is no file");
    assertUnreadable("s3cret", "is neither env:NAME nor file:PATH");
    assertThatThrownBy(() -> new Secrets(Map.of()).read(source(Map.of()), "key"))
        .hasMessage("setting key of source src is not set");
  }

  private void assertUnreadable(String reference, String why) {
    assertThatThrownBy(() -> new Secrets(Map.of()).read(source(Map.of("key", reference)), "key"))
        .isInstanceOf(CollectionException.class)
        .hasMessageStartingWith("setting key of source src ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret");
  }

  private static SourceSettings source(Map<String, String> settings) {
    return new SourceSettings("src", "own", settings, 1, 1, Duration.ofSeconds(1), 1);
  }

  private Sources read(String text) throws IOException {
    return Sources.read(Files.writeString(folder.resolve("sources.yaml"), text));
  }
}
