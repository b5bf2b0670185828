package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.collect.CollectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableFileTest {

  @TempDir Path folder;

  private int opened;

  @Test
  void refusesAFileThatChangesEachTimeItIsRead() throws Exception {
    Path file = Files.writeString(folder.resolve("busy"), "begun");
    StableFile busy = new StableFile(path -> thenChanged(path, 99));
    assertThatThrownBy(() -> busy.read(file, "busy", 1000))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessage("busy changes while it is read");
  }

  @Test
  void readsAgainWhatChangedOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("busy"), "begun");
    StableFile busy = new StableFile(path -> thenChanged(path, 1));
    assertThat(busy.read(file, "busy", 1000)).asString().isEqualTo("begun and more");
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void noticesAnotherFileOfTheSameSizeAndTime() throws Exception {
    Path file = Files.writeString(folder.resolve("busy"), "one");
    StableFile replaced =
        new StableFile(
            path -> {
              opened++;
              InputStream in = Files.newInputStream(path);
              if (opened == 1) {
                Path other = Files.writeString(folder.resolve("other"), "two");
                Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
                Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
              }
              return in;
            });
    assertThat(replaced.read(file, "busy", 1000)).asString().isEqualTo("two");
  }

  private InputStream thenChanged(Path path, int times) throws IOException {
    opened++;
    InputStream in = Files.newInputStream(path);
    if (opened > times) {
      return in;
    }
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        super.close();
        Files.writeString(path, " and more", StandardOpenOption.APPEND);
      }
    };
  }
}
