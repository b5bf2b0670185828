package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  @Test
  void oneHolderAtATime() {
    Path file = folder.resolve("a").resolve("lock");
    try (FolderLock lock = FolderLock.tryHold(file).orElseThrow()) {
      assertThat(FolderLock.tryHold(file)).isEmpty();
      assertThat(lock).isNotNull();
    }
    FolderLock again = FolderLock.tryHold(file).orElseThrow();
    again.close();
    again.close();
  }
}
