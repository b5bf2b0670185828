package io.verity.audit.store;

import java.util.Objects;

/**
 * What a run is computed from, stored once: a repeated run reads exactly this again.
 *
 * @param json a JSON object; PostgreSQL keeps its content, not its spelling
 * @param root SHA-256 in hex over the pinned batches
 * @param packSha256 of the framework pack and its queries
 * @param templateSha256 of what renders it; null where there is none to name
 * @param referenceRevision the state of principals and assets that it was computed over
 * @param evidenceJson ids and hashes of the evidence that it reads; null where it reads none
 */
public record PinnedSnapshot(
    String json,
    String root,
    String packSha256,
    String templateSha256,
    long referenceRevision,
    String evidenceJson) {

  public PinnedSnapshot {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(packSha256, "packSha256");
  }

  /** One that reads no evidence. */
  public PinnedSnapshot(
      String json, String root, String packSha256, String templateSha256, long referenceRevision) {
    this(json, root, packSha256, templateSha256, referenceRevision, null);
  }
}
