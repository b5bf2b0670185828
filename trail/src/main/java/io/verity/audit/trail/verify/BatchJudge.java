package io.verity.audit.trail.verify;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.verify.BatchVerdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Compares what the ledger says of a batch with its rows. */
final class BatchJudge {

  /** The retention of the DDL: the TTL of both tables. */
  private final long nowMillis;

  /**
   * @param nowMillis the server's clock: what is older than the retention by it may be gone
   */
  BatchJudge(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** Rows without a single entry. */
  BatchVerdict unknown(UUID batchId, BatchRows rows) {
    return new BatchVerdict(
        batchId,
        Outcome.WITHOUT_ENTRY,
        false,
        false,
        "the ledger does not know the batch of " + rows.count() + " rows");
  }

  BatchVerdict judge(LedgerBatch ledger, BatchRows rows) {
    List<String> problems = new ArrayList<>(ledger.problems());
    BatchMeta claim = ledger.claim();
    boolean rowsSeen = rows.count() > 0;
    if (claim != null && rowsSeen) {
      problems.addAll(rows.problems());
    }
    if (!problems.isEmpty()) {
      return verdict(ledger, Outcome.TAMPERED, String.join("; ", problems));
    }
    if (!ledger.isCommitted()) {
      return rowsSeen
          ? verdict(
              ledger,
              Outcome.WITHOUT_MARK,
              "its " + rows.count() + " rows and its intent are there, but no committed entry")
          : verdict(ledger, Outcome.ABANDONED, "");
    }
    if (rowsSeen || claim.rows() == 0) {
      return verdict(ledger, Outcome.WHOLE, "");
    }
    if (claim.maxTimestampMillis() < nowMillis - TrailTable.RETENTION.toMillis()) {
      return verdict(ledger, Outcome.EXPIRED, "");
    }
    return verdict(
        ledger, Outcome.WITHOUT_ROWS, "none of its " + claim.rows() + " rows is there any more");
  }

  private static BatchVerdict verdict(LedgerBatch ledger, Outcome outcome, String why) {
    return new BatchVerdict(
        ledger.batchId(), outcome, ledger.isCommitted(), ledger.isRecovered(), why);
  }
}
