package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane as a process of its own. */
class ControlPlaneMainITCase {

  private final TestPlane plane = TestPlane.get();
  @TempDir private Path folder;

  private Process start(Map<String, String> changes) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ControlPlaneMain.class.getName());
    builder.environment().keySet().removeIf(n -> n.matches("(CONTROL|REPORTER)_.*"));
    builder.environment().putAll(plane.environment(changes));
    return builder.redirectError(folder.resolve("stderr").toFile()).start();
  }

  private static JsonNode announced(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line;
    do {
      line = out.readLine();
      assertThat(line).as("ended without a word").isNotNull();
    } while (!line.startsWith("{"));
    return new ObjectMapper().readTree(line);
  }

  @Test
  void itServesUntilItIsTerminated() throws Exception {
    Process process = start(Map.of());
    try {
      JsonNode line = announced(process);
      assertThat(line.path("pid").asLong()).isEqualTo(process.pid());
      assertThat(line.path("admin").asText()).startsWith("http://127.0.0.1:");
      Api api = new Api(line.path("api").asText(), plane.token("somebody", Role.REQUESTER));
      assertThat(api.get("/v1/whoami").status()).isEqualTo(200);
      assertThat(process.supportsNormalTermination()).isTrue();
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(Files.readString(folder.resolve("stderr"))).doesNotContain("Exception");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itEndsWithItsParent() throws Exception {
    Process process = start(Map.of("CONTROL_PARENT_WATCH", "true"));
    try {
      announced(process);
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aBadConfigurationIsOneLine() throws Exception {
    Process process = start(Map.of("CONTROL_PROT", "8080"));
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("stderr")))
        .singleElement()
        .asString()
        .contains("CONTROL_PROT is not an option");
  }
}
