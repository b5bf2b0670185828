package io.verity.audit.report.publish;

import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.evidence.object.StoredObject;
import io.verity.audit.report.ReportException;
import io.verity.audit.store.Artifact;
import java.util.Map;

/**
 * Puts finished files into the object store, where nobody can change them, and takes nobody's word
 * for it: each is downloaded again by its version and hashed.
 *
 * <p>Done before the run is completed: an attempt that is overtaken leaves versions that no run
 * names, of the same bytes.
 */
final class LockedCopies implements AutoCloseable {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of("pdf", "application/pdf", "json", "application/json", "csv", "application/zip");

  private final Destination destination;
  private final ObjectStore store;

  LockedCopies(Destination destination) {
    this.destination = destination;
    try {
      this.store = ObjectStores.open(destination.objectStore());
    } catch (IllegalArgumentException e) {
      throw new ReportException("the object store can't be used: " + e.getMessage(), e);
    } catch (ObjectStoreException e) {
      throw failed(e);
    }
  }

  /** The file as it is published: in the store, and by its place on disk where it has one. */
  Artifact put(String format, WrittenFile file) {
    String key = destination.objectKey(file.extension());
    try {
      StoredObject object =
          store.put(key, file.temporary(), MEDIA_TYPES.get(format), metadata(format, file));
      String sha256 = store.sha256(key, object.versionId()).orElse("nothing");
      if (!sha256.equals(file.sha256())) {
        throw ReportException.passing(
            "the object store answered that it has "
                + key
                + ", and gives back other bytes (sha256 "
                + sha256
                + " for "
                + file.sha256()
                + "): nothing was published",
            null);
      }
      return file.artifact(
          format, store.location(key, object.versionId()), key, object.versionId());
    } catch (ObjectStoreException e) {
      throw failed(e);
    }
  }

  private Map<String, String> metadata(String format, WrittenFile file) {
    return Map.of(
        "run-id", destination.runId().toString(), "format", format, "sha256", file.sha256());
  }

  private static ReportException failed(ObjectStoreException e) {
    String reason = "the report can't be put into the object store: " + e.getMessage();
    return e.mayPass() ? ReportException.passing(reason, e) : new ReportException(reason, e);
  }

  @Override
  public void close() {
    store.close();
  }
}
