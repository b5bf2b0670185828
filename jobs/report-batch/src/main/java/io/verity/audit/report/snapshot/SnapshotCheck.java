package io.verity.audit.report.snapshot;

import io.verity.audit.report.ReportException;
import io.verity.audit.store.RunFailure;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.verify.Finding;
import io.verity.audit.trail.verify.Finding.Kind;
import io.verity.audit.trail.verify.TimeRange;
import io.verity.audit.trail.verify.Verifier;
import io.verity.audit.trail.verify.VerifyOptions;
import io.verity.audit.trail.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Proves the trail up to the end of the period before anything is said of it: every Merkle root is
 * recomputed from the rows themselves, and the ledger must still say what the run pinned.
 */
public final class SnapshotCheck {

  private final ClickHouseConnection connection;

  public SnapshotCheck(ClickHouseConnection connection) {
    this.connection = connection;
  }

  /**
   * @throws ReportException naming a batch that is not as it was written
   */
  public void run(UUID runId, Instant end) {
    List<String> changed = new SnapshotStore(connection).changedSince(runId);
    if (!changed.isEmpty()) {
      throw new ReportException(
          RunFailure.TRAIL_TAMPERED.of(
              "the ledger no longer says what this run pinned, of "
                  + changed.size()
                  + " batches, the first of them "
                  + changed.get(0)
                  + ": the trail was tampered with; run ./verity verify"));
    }
    VerifyReport report =
        new Verifier(connection)
            .verify(
                VerifyOptions.everything()
                    .within(TimeRange.of(null, end))
                    .withGrace(Duration.ZERO));
    List<Finding> broken =
        report.findings().stream()
            .filter(f -> f.kind() == Kind.TAMPERED || f.kind() == Kind.MISSING)
            .toList();
    if (!broken.isEmpty()) {
      Finding first = broken.get(0);
      throw new ReportException(
          RunFailure.TRAIL_TAMPERED.of(
              "the trail is not as it was written, in "
                  + broken.size()
                  + " batches, the first of them "
                  + first.subject()
                  + " ("
                  + first.explanation()
                  + "): no report can be made of it; run ./verity verify"));
    }
  }
}
