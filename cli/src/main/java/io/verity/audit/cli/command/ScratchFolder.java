package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder of a command that empties it at its start. Only one that the command made is ever
 * emptied.
 *
 * @param owner the command's name
 */
record ScratchFolder(Path path, String owner) {

  void empty() {
    try {
      if (Files.exists(path)) {
        refuseForeign();
        deleteAll();
      }
      Files.createDirectories(path);
      Files.createFile(mark());
    } catch (IOException e) {
      throw new CliException(path + " can't be emptied for " + owner + ": " + e.getMessage(), e);
    }
  }

  /** The folder goes as well. */
  void remove() {
    try {
      deleteAll();
      Files.delete(path);
    } catch (IOException e) {
      throw new CliException(path + " can't be removed: " + e.getMessage(), e);
    }
  }

  private Path mark() {
    return path.resolve(".verity-" + owner);
  }

  private void refuseForeign() throws IOException {
    try (var content = Files.list(path)) {
      if (!Files.exists(mark()) && content.findAny().isPresent()) {
        throw new CliException(
            path
                + " was not made by a "
                + owner
                + " run, which would empty it: name another folder with --work");
      }
    }
  }

  /** The mark goes last, so that an interrupted deletion can be taken up again. */
  private void deleteAll() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(mark())) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (!folder.equals(path)) {
              Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.deleteIfExists(mark());
  }
}
