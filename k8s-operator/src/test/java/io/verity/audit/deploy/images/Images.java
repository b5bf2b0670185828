package io.verity.audit.deploy.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code images/}. */
final class Images {

  /** Surefire starts tests in the module's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  static final Path FOLDER = ROOT.resolve("images");

  private Images() {}

  static List<Path> dockerfiles() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".Dockerfile")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
