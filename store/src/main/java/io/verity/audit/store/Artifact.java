package io.verity.audit.store;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A published file of a report. */
public record Artifact(String format, String path, String sha256, long bytes) {

  public Artifact {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
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
