package io.verity.audit.evidence.object;

import java.nio.file.Path;

/** Opens the store that settings name. */
public final class ObjectStores {

  private ObjectStores() {}

  /**
   * @throws IllegalArgumentException saying what is wrong with the settings
   */
  public static ObjectStore open(ObjectStoreSettings settings) {
    if (settings.location().startsWith("file:")) {
      return new DirectoryStore(folder(settings.location()), settings.retention());
    }
    if (S3Location.isOne(settings.location())) {
      return new S3Store(settings);
    }
    throw new IllegalArgumentException(
        settings.location() + " is no object store: s3://bucket or file:/folder");
  }

  private static Path folder(String location) {
    Path folder = Path.of(location.substring("file:".length()));
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException(location + " is no absolute folder: file:/folder");
    }
    return folder;
  }
}
