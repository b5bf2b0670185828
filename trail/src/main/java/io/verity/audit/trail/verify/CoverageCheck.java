package io.verity.audit.trail.verify;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.verify.Finding.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Measures the runs of all committed batches, of both tables and of every kind: between the first
 * and the last offset of a partition each must be covered once.
 *
 * <p>The server sorts, on disk if need be, and the sweep is done here: a window function with a
 * frame from the beginning would hold a whole partition's runs in memory.
 */
final class CoverageCheck {

  private static final String RUNS =
      " FROM "
          + LedgerEntry.qualifiedTable()
          + " ARRAY JOIN runs AS run WHERE run.first <= run.last"
          + " AND run.last < 9223372036854775807";

  private final TrailReader reader;
  private final VerifyProgress progress;

  CoverageCheck(TrailReader reader, VerifyProgress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /** A gap that an unfinished batch accounts for is given the grace; all else is blamed at once. */
  void run(Grace grace, Tally tally) {
    progress.at("gaps and overlaps", 0, 0);
    CoverageSweep first = sweep();
    List<OffsetSpan> gaps = new ArrayList<>(first.gaps());
    grace.await("waiting for batches that are being written", () -> isSettled(gaps));
    TopicNames names = TopicNames.read(reader);
    for (OffsetSpan gap : gaps) {
      tally.find(Kind.GAP, names.text(gap), "no committed batch accounts for these offsets");
    }
    for (OffsetSpan overlap : first.overlaps()) {
      tally.find(Kind.OVERLAP, names.text(overlap), "more than one run accounts for these offsets");
    }
  }

  /**
   * Takes out of the gaps what was committed since. Unfinished batches are asked for first: one
   * that is marked between the two questions is then seen by the second.
   */
  private boolean isSettled(List<OffsetSpan> gaps) {
    if (gaps.isEmpty()) {
      return true;
    }
    progress.at("waiting to close gaps", 0, 0);
    SpanIndex before = new SpanIndex(gaps);
    boolean pending = isAnyPending(before);
    List<OffsetSpan> left =
        sweep().gaps().stream().flatMap(gap -> before.intersections(gap).stream()).toList();
    gaps.clear();
    gaps.addAll(left);
    return gaps.isEmpty() || !pending;
  }

  private CoverageSweep sweep() {
    return reader.query(
        "reading the runs of the ledger",
        "SELECT batch_id, kafka_topic_id, run.partition, run.first, run.last"
            + RUNS
            + " AND kind = 'committed'"
            + " ORDER BY kafka_topic_id, run.partition, run.first, run.last, batch_id",
        rows -> {
          CoverageSweep sweep = new CoverageSweep();
          UUID lastBatch = null;
          OffsetSpan last = null;
          while (rows.hasNext()) {
            UUID batch = rows.readUuid();
            OffsetSpan run = readSpan(rows);
            boolean isRepeatedMark = batch.equals(lastBatch) && run.equals(last);
            if (!isRepeatedMark) {
              sweep.accept(run);
            }
            lastBatch = batch;
            last = run;
          }
          return sweep;
        });
  }

  /** Whether a batch with an intent and no mark accounts for an offset of the gaps. */
  private boolean isAnyPending(SpanIndex gaps) {
    return reader.query(
        "looking for unfinished batches",
        "SELECT kafka_topic_id, run.partition, run.first, run.last"
            + RUNS
            + " AND kind = 'intent' AND batch_id IN (SELECT batch_id FROM "
            + LedgerEntry.qualifiedTable()
            + " GROUP BY batch_id HAVING max(kind) = 'intent')",
        rows -> {
          boolean pending = false;
          while (rows.hasNext()) {
            pending |= !gaps.intersections(readSpan(rows)).isEmpty();
          }
          return pending;
        });
  }

  private static OffsetSpan readSpan(RowBinaryReader rows) throws IOException {
    return new OffsetSpan(rows.readUuid(), rows.readInt(), rows.readLong(), rows.readLong());
  }
}
