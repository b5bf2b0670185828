package io.verity.audit.store;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A published file of a report.
 *
 * @param objectKey where it lies in the object store; null where there is none
 * @param objectVersionId which version of it; null where there is none
 */
public record Artifact(
    String format,
    String path,
    String sha256,
    long bytes,
    String objectKey,
    String objectVersionId) {

  public Artifact {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
    if ((objectKey == null) != (objectVersionId == null)) {
      throw new IllegalArgumentException("an object has both a key and a version, or is none");
    }
  }

  /** One that lies in no object store. */
  public Artifact(String format, String path, String sha256, long bytes) {
    this(format, path, sha256, bytes, null, null);
  }

  /** The one that a person opens: the PDF, or the first by format. */
  static Optional<Artifact> main(List<Artifact> artifacts) {
    return artifacts.stream()
        .min(
            Comparator.comparing((Artifact artifact) -> !artifact.format().equals("pdf"))
                .thenComparing(Artifact::format));
  }

  /**
   * One hash for all files of a report: SHA-256 in hex over format and hash of each, by format;
   * each value preceded by its length in UTF-8 bytes as a big-endian int32.
   */
  public static String digest(List<Artifact> artifacts) {
    Sha256 sha256 = new Sha256();
    artifacts.stream()
        .sorted(Comparator.comparing(Artifact::format))
        .forEach(artifact -> sha256.add(artifact.format()).add(artifact.sha256()));
    return sha256.hex();
  }
}
