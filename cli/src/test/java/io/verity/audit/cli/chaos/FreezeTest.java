package io.verity.audit.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreezeTest {

  @Test
  void standsStillUntilClosed() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    try {
      try (Freeze freeze = Freeze.of(cat.pid())) {
        cat.getOutputStream().close();
        assertThat(cat.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(cat.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      cat.destroyForcibly();
    }
  }

  @Test
  void saysSoWhereTheProcessIsGone() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    assertThatThrownBy(() -> Freeze.of(gone.pid()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("is gone");
  }
}
