package io.verity.audit.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Small property files, sorted and without a date, written whole or not at all. Only their owner
 * may read them: some hold passwords, and none concerns anybody else.
 */
final class PropertyFiles {

  private PropertyFiles() {}

  /** An absent file is an empty one. */
  static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  /** Names and values here are plain words, numbers and paths; a backslash would need escaping. */
  static void write(Path file, Properties properties) {
    String text =
        new TreeSet<>(properties.stringPropertyNames())
            .stream()
                .map(name -> name + "=" + properties.getProperty(name).replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    try {
      Files.createDirectories(file.getParent());
      Path written =
          Files.createTempFile(
              file.getParent(),
              file.getFileName() + ".",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(written, text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
