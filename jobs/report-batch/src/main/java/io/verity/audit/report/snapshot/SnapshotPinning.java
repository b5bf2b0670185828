package io.verity.audit.report.snapshot;

import io.verity.audit.evidence.snapshot.EvidenceSnapshot;
import io.verity.audit.report.ReportException;
import io.verity.audit.report.evidence.EvidencePinning;
import io.verity.audit.report.snapshot.SnapshotStore.Batches;
import io.verity.audit.store.Database;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReferenceData;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Gives a run its snapshot, the first time; every later attempt gets the very same. The batches
 * stand in ClickHouse, all else, the evidence too, in the run's row in PostgreSQL, which refuses
 * any change of it.
 */
public final class SnapshotPinning {

  private final SnapshotStore store;
  private final ReportRuns runs;
  private final ReferenceData reference;
  private final EvidencePinning evidence;

  public SnapshotPinning(ClickHouseConnection connection, Database database) {
    this.store = new SnapshotStore(connection);
    this.runs = new ReportRuns(database);
    this.reference = new ReferenceData(database);
    this.evidence = new EvidencePinning(database);
  }

  /**
   * The snapshot of the run.
   *
   * @throws ReportException where the trail has nothing to report on
   */
  public Snapshot pin(ReportRun run, int attempt, String packSha256, Long notIngested) {
    if (run.snapshot() != null) {
      return SnapshotJson.read(run.snapshot().json());
    }
    String evidenceJson = evidence.take(run).json();
    Snapshot snapshot = take(run, attempt, notIngested, EvidenceSnapshot.root(evidenceJson));
    ReportRun pinned =
        runs.pinSnapshot(
            run.id(),
            attempt,
            new PinnedSnapshot(
                SnapshotJson.write(snapshot),
                SnapshotJson.root(snapshot),
                packSha256,
                null,
                snapshot.referenceRevision(),
                evidenceJson));
    return SnapshotJson.read(pinned.snapshot().json());
  }

  private Snapshot take(ReportRun run, int attempt, Long notIngested, String evidenceRoot) {
    Instant start = run.periodStart();
    Instant end = run.periodEnd();
    // asked before anything is pinned, or the events would be missing from every retry as well
    if (!store.hasEvents(start, end)) {
      throw new ReportException(
          "the trail has no event from "
              + start
              + " to "
              + end
              + ": nothing happened, or it was not ingested");
    }
    UUID id = store.isOutdated(run.id(), end) ? attemptId(run.id(), attempt) : run.id();
    Batches batches = store.pin(id, end);
    long revision = reference.currentRevision();
    return new Snapshot(
        id,
        batches.count(),
        batches.root(),
        batches.lastWritten(),
        revision,
        reference.digest(revision),
        evidenceRoot,
        notIngested,
        store.completeness(id));
  }

  /**
   * An attempt died after it had listed the batches and before the run's row named them, and the
   * trail has grown: the gate of this attempt vouches for more than that list has.
   */
  private static UUID attemptId(UUID runId, int attempt) {
    return UUID.nameUUIDFromBytes(
        ("snapshot of " + runId + " by attempt " + attempt).getBytes(StandardCharsets.US_ASCII));
  }
}
