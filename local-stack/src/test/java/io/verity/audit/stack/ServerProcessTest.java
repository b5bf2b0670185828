package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  @TempDir Path temporary;

  @Test
  void aFailedStartShowsTheEndOfTheLog() {
    ServerProcess process = new ServerProcess(new Failing(temporary));

    assertThatThrownBy(process::start)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("Failing ended with status 3")
        .hasMessageContaining(process.logFile().toString())
        .hasMessageContaining("no such luck");
    assertThat(process.isAlive()).isFalse();
  }

  private record Failing(Path folder) implements Server {

    @Override
    public String name() {
      return "Failing";
    }

    @Override
    public List<String> prepare() {
      return List.of("sh", "-c", "echo no such luck; exit 3");
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public boolean answers() {
      return false;
    }

    @Override
    public void askToStop(Process process) {
      throw new UnsupportedOperationException();
    }
  }
}
