package io.verity.audit.control.reports;

import io.verity.audit.control.http.Problem;
import io.verity.audit.store.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a report's file where it was published. Only real files inside the output folder are ever
 * opened, whatever a row says and wherever a link of the file system leads.
 */
final class OutputFolder {

  private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);
  private static final int BUFFER = 1 << 16;

  private final Path root;

  OutputFolder(Path root) {
    this.root = root;
  }

  /**
   * @throws Problem 410 where it is not what was published
   */
  Path find(Artifact artifact) {
    try {
      Path folder = root.toRealPath();
      Path file = folder.resolve(artifact.path()).toRealPath();
      if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        LOG.error("{} is not a file in {}: it is not served", artifact.path(), root);
        throw gone();
      }
      if (Files.size(file) != artifact.bytes()) {
        LOG.error("{} has not the {} bytes that were published", file, artifact.bytes());
        throw changed();
      }
      return file;
    } catch (IOException e) {
      LOG.error("{} can't be served: {}", artifact.path(), e.toString());
      throw gone();
    }
  }

  /** Of what the disk gives now; empty where it gives nothing. */
  Optional<String> sha256(Artifact artifact) {
    try {
      Path folder = root.toRealPath();
      Path file = folder.resolve(artifact.path()).toRealPath();
      return file.startsWith(folder) ? Optional.of(sha256(file)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} can't be read: {}", artifact.path(), e.toString());
      return Optional.empty();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }

  static Problem gone() {
    return new Problem(
        410, "file-missing", "File missing", "the file is not where it was published");
  }

  static Problem changed() {
    return new Problem(
        410,
        "file-changed",
        "File changed",
        "the file is not as it was published, and so it is not served");
  }
}
