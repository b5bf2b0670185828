package io.verity.audit.cli.access;

import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that signs download links of a local stack: made once, for its owner's eyes alone. */
final class LinkKey {

  private static final String FILE = "link.key";
  private static final int BYTES = 32;

  private LinkKey() {}

  /** Its file. */
  static Path in(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      create(file);
    }
    return file;
  }

  private static void create(Path file) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Path written =
          Files.createTempFile(
              file.getParent(),
              FILE,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(written, HexFormat.of().formatHex(key));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CliException(file + " can't be written: " + e.getMessage(), e);
    }
  }
}
