package io.verity.audit.control.reports;

import io.verity.audit.control.http.Problem;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.store.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of reports, wherever they are kept: by key and version in the object store where the
 * run says so, otherwise in the output folder.
 */
public final class PublishedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedFiles.class);

  private final OutputFolder folder;
  private final ObjectStore store;

  /**
   * @param store null where there is none; closed by whoever opened it
   */
  public PublishedFiles(Path outputDir, ObjectStore store) {
    this.folder = new OutputFolder(outputDir);
    this.store = store;
  }

  /**
   * Where one may be read from, having seen that it has the size that was published.
   *
   * @throws Problem 410 where it is not what was published
   */
  Source find(Artifact artifact) {
    if (!isObject(artifact)) {
      Path file = folder.find(artifact);
      return (first, length) -> FileSlice.open(file, first, length);
    }
    String key = artifact.objectKey();
    String version = artifact.objectVersionId();
    try {
      long bytes = store.find(key, version).orElseThrow(() -> missing(key, version)).bytes();
      if (bytes != artifact.bytes()) {
        LOG.error("{} has {} bytes and not the {} published", key, bytes, artifact.bytes());
        throw OutputFolder.changed();
      }
      return (first, length) -> open(artifact, first, length);
    } catch (ObjectStoreException e) {
      throw away(e);
    }
  }

  /**
   * Of the bytes that are there now; empty where there are none.
   *
   * @throws ObjectStoreException where that can't be seen
   */
  Optional<String> sha256(Artifact artifact) {
    return isObject(artifact)
        ? store.sha256(artifact.objectKey(), artifact.objectVersionId())
        : folder.sha256(artifact);
  }

  private InputStream open(Artifact artifact, long first, long length) throws IOException {
    try {
      return store.open(artifact.objectKey(), artifact.objectVersionId(), first, length);
    } catch (ObjectStoreException e) {
      throw away(e);
    }
  }

  private boolean isObject(Artifact artifact) {
    return store != null && artifact.objectKey() != null;
  }

  private static Problem missing(String key, String version) {
    LOG.error("the object store has no version {} of {}", version, key);
    return OutputFolder.gone();
  }

  private static Problem away(ObjectStoreException e) {
    LOG.warn("the object store does not give a report: {}", e.getMessage());
    return e.mayPass()
        ? Problem.unavailable("the object store does not answer: try again later")
        : OutputFolder.gone();
  }

  /** Gives parts of a file. */
  interface Source {
    InputStream open(long first, long length) throws IOException;
  }
}
