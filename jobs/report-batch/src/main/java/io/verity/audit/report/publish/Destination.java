package io.verity.audit.report.publish;

import io.verity.audit.report.render.Renderer;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.DatabaseAccess;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Where a report goes and in whose name.
 *
 * @param access what the access log says once it is published
 * @param attempt that must still hold the run when the report is published
 * @param kept false: a verification, of which the hashes are recorded and no file stays
 */
public record Destination(
    DatabaseAccess database,
    String folder,
    String baseName,
    UUID runId,
    int attempt,
    Instant claimedAt,
    AccessEntry access,
    boolean kept)
    implements Serializable {

  /** The same for the same run, whoever makes it. */
  Path file(Renderer renderer) {
    return Path.of(folder, baseName + "." + renderer.fileExtension());
  }

  /**
   * Hidden, and another for each attempt, so that no two writers share one.
   *
   * @param scratch for what is not kept
   */
  Path temporary(String format, Path scratch) {
    if (!kept) {
      return scratch.resolve("verified." + format);
    }
    return Path.of(folder, hidden() + attempt + "." + UUID.randomUUID() + "." + format + ".tmp");
  }

  /** Whether the file is one that an attempt before this one left when it was killed. */
  boolean isLeftOver(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(hidden()) || !name.endsWith(".tmp")) {
      return false;
    }
    String number = name.substring(hidden().length()).replaceFirst("\\..*", "");
    return number.matches("\\d{1,9}") && Integer.parseInt(number) < attempt;
  }

  private String hidden() {
    return "." + baseName + ".";
  }
}
