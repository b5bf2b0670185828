package io.verity.audit.trail.verify;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.Comparator;
import java.util.Iterator;

/** Compares rows, which come by partition and offset, with the runs that the ledger names. */
final class ExpectedOffsets {

  private final Iterator<Run> runs;
  private Run run;
  private long next;
  private String mismatch;

  ExpectedOffsets(BatchMeta claim) {
    this.runs =
        claim.runs().asList().stream()
            .filter(run -> run.kind() == claim.table().runKind())
            .sorted(Comparator.comparingInt(Run::partition).thenComparingLong(Run::first))
            .iterator();
    nextRun();
  }

  void accept(int partition, long offset) {
    if (mismatch != null) {
      return;
    }
    if (run == null) {
      mismatch = "offset " + partition + ":" + offset + " is a row but in no run";
    } else if (partition != run.partition() || offset != next) {
      mismatch =
          "offset "
              + Integer.toUnsignedString(partition)
              + ":"
              + Long.toUnsignedString(offset)
              + " is a row where the runs have "
              + run.partition()
              + ":"
              + next;
    } else if (offset == run.last()) {
      nextRun();
    } else {
      next++;
    }
  }

  /** The first difference, after the last row; null where there is none. */
  String mismatch() {
    return mismatch != null || run == null
        ? mismatch
        : "no row for offset " + run.partition() + ":" + next + " of the runs";
  }

  private void nextRun() {
    run = runs.hasNext() ? runs.next() : null;
    next = run == null ? 0 : run.first();
  }
}
