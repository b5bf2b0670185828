package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectHomeTest {

  @TempDir Path elsewhere;

  @Test
  void isFoundUpwardsFromTheWorkingDirectory() {
    assertThat(ProjectHome.find(Map.of()).resolve("local-stack")).isDirectory();
  }

  @Test
  void isTakenFromTheEnvironment() {
    Path home = ProjectHome.find(Map.of());
    assertThat(ProjectHome.find(Map.of("VERITY_HOME", home.toString()))).isEqualTo(home);
  }

  @Test
  void aWrongHomeIsRefused() {
    assertThatThrownBy(() -> ProjectHome.find(Map.of("VERITY_HOME", elsewhere.toString())))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("package-lock.json");
  }
}
