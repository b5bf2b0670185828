package io.verity.audit.report.publish;

import io.verity.audit.evidence.object.ObjectStoreSettings;
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
 * @param folder where files get their names; null where the object store alone has them
 * @param objectStore empty where there is none
 * @param access what the access log says once it is published
 * @param attempt that must still hold the run when the report is published
 * @param kept false: a verification, of which the hashes are recorded and no file stays
 */
public record Destination(
    DatabaseAccess database,
    String folder,
    String baseName,
    ObjectStoreSettings objectStore,
    ObjectFolder objectFolder,
    UUID runId,
    int attempt,
    Instant claimedAt,
    AccessEntry access,
    boolean kept)
    implements Serializable {

  /**
   * Where the run's objects lie, the same whoever makes it.
   *
   * @param name what each is called, but for its ending
   */
  public record ObjectFolder(String path, String name) implements Serializable {}

  boolean isLocked() {
    return kept && !objectStore.isEmpty();
  }

  /** Whether files are to be had in the folder. */
  boolean isInFolder() {
    return kept && folder != null;
  }

  /** The same for the same run, whoever makes it. */
  String objectKey(String extension) {
    return objectFolder.path() + "/" + objectFolder.name() + "." + extension;
  }

  /** The same for the same run, whoever makes it; null where no file stays. */
  Path file(Renderer renderer) {
    return isInFolder() ? Path.of(folder, baseName + "." + renderer.fileExtension()) : null;
  }

  /**
   * Hidden, and another for each attempt, so that no two writers share one.
   *
   * @param scratch for what does not stay on this disk
   */
  Path temporary(String format, Path scratch) {
    if (!isInFolder()) {
      return scratch.resolve("finished." + format);
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
