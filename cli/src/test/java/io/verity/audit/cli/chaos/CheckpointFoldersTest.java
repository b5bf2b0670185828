package io.verity.audit.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFoldersTest {

  @TempDir Path root;

  @Test
  void aCopyComesBackToItsPlaceAsItWas() throws IOException {
    CheckpointFolders folders = new CheckpointFolders(root);
    Path first = folders.current();
    Path metadata = checkpoint(first, 1);
    FileTime age = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(metadata, age);
    assertThat(folders.copy()).isTrue();

    checkpoint(first, 2);
    folders.startAnew();
    assertThat(folders.current()).isNotEqualTo(first);
    checkpoint(folders.current(), 1);
    folders.bringBack();

    assertThat(folders.current()).isEqualTo(first);
    assertThat(metadata).exists();
    assertThat(Files.getLastModifiedTime(metadata)).isEqualTo(age);
    assertThat(first.resolve("job/chk-2")).doesNotExist();
    assertThat(folders.hasCopy()).isFalse();
  }

  @Test
  void aFolderWithoutCheckpointIsNotCopied() throws IOException {
    CheckpointFolders folders = new CheckpointFolders(root);
    assertThat(folders.copy()).isFalse();
    Files.createDirectories(folders.current().resolve("job/chk-1"));
    assertThat(folders.copy()).isFalse();
    assertThat(folders.hasCopy()).isFalse();
  }

  private static Path checkpoint(Path folder, int number) throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("job/chk-" + number));
    return Files.writeString(checkpoint.resolve("_metadata"), "state");
  }
}
