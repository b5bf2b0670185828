package io.verity.audit.report.publish;

import io.verity.audit.report.ReportException;
import io.verity.audit.store.Artifact;
import io.verity.audit.trail.MerkleTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is written, but not yet by its name. */
final class WrittenFile {

  private static final Logger LOG = LoggerFactory.getLogger(WrittenFile.class);

  private final Path temporary;
  private final Path place;
  private final String extension;
  private String sha256;
  private long bytes;

  /**
   * @param place null where no file is to stay
   */
  WrittenFile(Path temporary, Path place, String extension) {
    this.temporary = temporary;
    this.place = place;
    this.extension = extension;
  }

  Path temporary() {
    return temporary;
  }

  String extension() {
    return extension;
  }

  String sha256() {
    return sha256;
  }

  Artifact artifact(String format) {
    return new Artifact(format, place == null ? "" : place.toString(), sha256, bytes);
  }

  /** As {@link #artifact(String)}, with the object that has the same bytes. */
  Artifact artifact(String format, String location, String objectKey, String objectVersionId) {
    return new Artifact(
        format,
        place == null ? location : place.toString(),
        sha256,
        bytes,
        objectKey,
        objectVersionId);
  }

  void forceAndReadBack() throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
      bytes = channel.size();
    }
    MessageDigest digest = MerkleTree.sha256();
    byte[] buffer = new byte[1 << 16];
    long read = 0;
    try (InputStream in = Files.newInputStream(temporary)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        read += n;
      }
    }
    if (read != bytes || bytes == 0) {
      throw ReportException.passing(
          "of "
              + temporary.getFileName()
              + ", "
              + bytes
              + " bytes were written and "
              + read
              + " read",
          null);
    }
    sha256 = HexFormat.of().formatHex(digest.digest());
  }

  void moveIntoPlace() {
    if (place == null) {
      return;
    }
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ReportException.passing(
          "a report could not be given its name: " + FileErrors.reason(e), e);
    }
  }

  void withdraw() {
    if (place != null) {
      delete(place);
    }
  }

  void deleteTemporary() {
    delete(temporary);
  }

  /** Only ever after something failed or ended: what is said then is that, and not this. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is left over and could not be deleted", file, e);
    }
  }
}
