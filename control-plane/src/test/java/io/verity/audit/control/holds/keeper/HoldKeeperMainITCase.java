package io.verity.audit.control.holds.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.holds.HoldStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keeper of holds as a process of its own. */
class HoldKeeperMainITCase {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final HoldStack stack = HoldStack.get();
  @TempDir private Path folder;

  private Process start(Map<String, String> changes) throws IOException {
    return KeeperProcess.start(stack, changes, folder.resolve("stderr"));
  }

  @Test
  void oneThatIsKilledLeavesTheNextToGiveBackWhatThereWas() throws Exception {
    String before = definition();
    UUID hold = stack.standing("{\"trail\": true}");
    Process first = start(Map.of());
    try {
      assertThat(first.inputReader(StandardCharsets.UTF_8).readLine()).contains("\"keeper\"");
      assertThat(definition()).doesNotContain("TTL");
    } finally {
      first.destroyForcibly();
    }
    stack.release(hold);
    Process second = start(Map.of("HOLDS_PARENT_WATCH", "true"));
    try {
      await().atMost(SOON).until(() -> definition().equals(before));
      second.getOutputStream().close();
      assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isZero();
    } finally {
      second.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HOLDS_CLICKHOUSE_PASSWORD",
        "HOLDS_DATABASE_PASSWORD",
        "HOLDS_CLICKHOUSE_USER",
        "HOLDS_X"
      })
  void whatIsWrongIsOneLineWithoutASecret(String variable) throws Exception {
    Process process = start(Map.of(variable, "hunter2"));
    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    List<String> said = Files.readAllLines(folder.resolve("stderr"));
    assertThat(said).hasSize(1);
    if (variable.endsWith("PASSWORD")) {
      assertThat(said.get(0)).contains("operator").doesNotContain("hunter2");
    }
  }

  private String definition() {
    return stack
        .servers()
        .query(
            stack.servers().account("admin"),
            "SELECT create_table_query FROM system.tables WHERE database = 'verity'"
                + " AND name = 'verity_audit'");
  }
}
