package io.verity.audit.control.launch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRestSettingsTest {

  @TempDir private Path folder;
  private Path jar;
  private Path header;

  @BeforeEach
  void files() throws Exception {
    jar = Files.writeString(folder.resolve("job.jar"), "jar");
    header = Files.writeString(folder.resolve("header"), "Bearer hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h:8081",
        "h:8081",
        "http://user:hidden@h:8081",
        "http://h:8081/?hidden=1",
        "http://h:8081/#hidden"
      })
  void refusesWhatIsNoAddress(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlinkRestSettings.of(List.of(URI.create(url)), jar))
        .withMessageNotContaining("hidden")
        .withMessageContaining("Flink cluster's REST");
  }

  @Test
  void sendsNoCredentialsInTheClear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withHeader("http://flink:8081"))
        .withMessageContaining("use https");
    assertThat(withHeader("https://flink:8081").authorizationFile()).isEqualTo(header);
    assertThat(withHeader("http://localhost:8081").authorizationFile()).isEqualTo(header);
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FlinkRestSettings.of(
                    List.of(URI.create("http://flink:8081")), folder.resolve("none.jar")))
        .withMessageContaining("none.jar");
  }

  @Test
  void refusesATimeoutOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FlinkTimeouts(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ofSeconds(1)));
  }

  private FlinkRestSettings withHeader(String url) {
    return new FlinkRestSettings(
        List.of(URI.create(url)), jar, "a.Main", header, null, null, FlinkTimeouts.DEFAULT);
  }
}
