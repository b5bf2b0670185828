package io.verity.audit.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checkpoint folders of the job: one for each start without state, and at times a copy of one,
 * spilled batches and all, to come back to later. Its files name each other by absolute paths, so a
 * copy comes back to the very place it was taken from.
 */
final class CheckpointFolders {

  private static final String METADATA = "_metadata";

  private final Path root;
  private int starts;
  private Path current;
  private Path copyOf;

  CheckpointFolders(Path root) {
    this.root = root;
    startAnew();
  }

  Path current() {
    return current;
  }

  /** From here on the job has a folder with nothing in it. */
  void startAnew() {
    current = root.resolve("state-" + ++starts);
  }

  boolean hasCopy() {
    return copyOf != null;
  }

  /** Copies the current folder, while no process writes to it; false where it has no checkpoint. */
  boolean copy() {
    try {
      if (!hasCheckpoint(current)) {
        return false;
      }
      deleteAll(copyPath());
      copyAll(current, copyPath());
      copyOf = current;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the copy back in its place; the job goes on from there. */
  void bringBack() {
    try {
      deleteAll(copyOf);
      Files.move(copyPath(), copyOf);
      current = copyOf;
      copyOf = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copyPath() {
    return root.resolve("copy");
  }

  private static boolean hasCheckpoint(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.endsWith(METADATA));
    }
  }

  /** With the times of the files: the newest checkpoint is found by them. */
  private static void copyAll(Path from, Path to) throws IOException {
    for (Path file : walk(from)) {
      Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }
}
