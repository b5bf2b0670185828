package io.verity.audit.ingest.recovery;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;

/** Who writes the ledger: release and job. */
public record WriterIdentity(String writerVersion, String jobId) {

  /** The release of this build, from its manifest. */
  public static String release() {
    String version = WriterIdentity.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  public LedgerEntry entry(
      LedgerEntry.Kind kind,
      BatchMeta batch,
      long checkpointId,
      boolean recovered,
      long writtenAtMillis) {
    return LedgerEntry.of(
        kind, batch, writerVersion, jobId, checkpointId, recovered, writtenAtMillis);
  }
}
