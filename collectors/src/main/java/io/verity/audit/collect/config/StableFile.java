package io.verity.audit.collect.config;

import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Reads files that somebody may be writing. What was read counts only where the file is the same
 * after as before: half of one configuration and half of the next is a configuration that never
 * was.
 */
final class StableFile {

  private static final int ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 50;

  private final Opening opening;

  /** How a file is opened. */
  @FunctionalInterface
  interface Opening {
    InputStream open(Path file) throws IOException;
  }

  StableFile() {
    this(file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
  }

  StableFile(Opening opening) {
    this.opening = opening;
  }

  /**
   * @param shown the file's name, for a person
   * @param most more bytes than these are refused
   */
  byte[] read(Path file, String shown, long most) throws CollectionException, InterruptedException {
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        BasicFileAttributes before = attributes(file);
        byte[] bytes = bytes(file, shown, most);
        BasicFileAttributes after = attributes(file);
        if (isSame(before, after) && bytes.length == after.size()) {
          return bytes;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      throw CollectionException.passing(
          "%s can't be read (%s)".formatted(shown, e.getClass().getSimpleName()), e);
    }
    throw CollectionException.passing("%s changes while it is read".formatted(shown), null);
  }

  private byte[] bytes(Path file, String shown, long most) throws IOException, CollectionException {
    try (InputStream in = opening.open(file)) {
      byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (bytes.length > most) {
        throw CollectionException.lasting(
            "%s and the files before it are larger than max_bytes".formatted(shown));
      }
      return bytes;
    }
  }

  /**
   * @throws IOException where it is no text
   */
  static String text(byte[] bytes) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new IOException("is no text");
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("is no UTF-8 text");
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
    return one.size() == other.size()
        && one.lastModifiedTime().equals(other.lastModifiedTime())
        && Objects.equals(one.fileKey(), other.fileKey());
  }
}
