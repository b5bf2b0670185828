package io.verity.audit.trail.verify;

import io.verity.audit.trail.BatchMeta;
import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Walks through the rows and the ledger of one table partition side by side, both by batch id, and
 * passes a verdict on each batch. Neither side is ever held: memory does not grow with the trail.
 */
final class PartitionCheck {

  private static final int PROGRESS_ROWS = 1 << 16;

  private final TrailReader reader;
  private final TimeRange range;
  private final BatchJudge judge;
  private final VerifyProgress progress;

  PartitionCheck(TrailReader reader, TimeRange range, BatchJudge judge, VerifyProgress progress) {
    this.reader = reader;
    this.range = range;
    this.judge = judge;
    this.progress = progress;
  }

  /**
   * @param ids the batches to look at; null for all
   * @param total how many rows the partition has, for the progress
   * @return how many rows of the range were seen
   */
  long run(
      TrailPartition partition, Collection<UUID> ids, long total, Consumer<BatchVerdict> verdicts) {
    TimeRange times = new BatchTimes(reader).around(partition, range);
    return reader.query(
        "reading the rows of " + partition,
        StoredRows.sql(partition, times, ids),
        in -> {
          Walk walk = new Walk(new StoredRows(in), "rows of " + partition, total, verdicts);
          walk.over(new LedgerPages(reader, partition, ids));
          return walk.rowsInRange;
        });
  }

  private final class Walk {
    private final StoredRows rows;
    private final String step;
    private final long total;
    private final Consumer<BatchVerdict> verdicts;
    private long rowsSeen;
    private long rowsInRange;

    Walk(StoredRows rows, String step, long total, Consumer<BatchVerdict> verdicts) {
      this.rows = rows;
      this.step = step;
      this.total = total;
      this.verdicts = verdicts;
    }

    void over(LedgerPages ledger) throws IOException {
      rows.advance();
      while (rows.batchId() != null || ledger.peek() != null) {
        int order = order(ledger.peek());
        if (order < 0) {
          UUID unknown = rows.batchId();
          BatchRows found = gather(unknown, null);
          if (found.inRange() > 0) {
            verdicts.accept(judge.unknown(unknown, found));
          }
        } else {
          LedgerBatch batch = ledger.next();
          BatchRows found = gather(order == 0 ? batch.batchId() : null, batch.claim());
          if (found.inRange() > 0 || isWithin(batch)) {
            verdicts.accept(judge.judge(batch, found));
          }
        }
      }
      progress.at(step, rowsSeen, Math.max(total, rowsSeen));
    }

    /** Which of the two sides has the smaller batch: negative for the rows. */
    private int order(LedgerBatch ledger) {
      if (rows.batchId() == null || ledger == null) {
        return rows.batchId() == null ? 1 : -1;
      }
      return ClickHouseUuidOrder.INSTANCE.compare(rows.batchId(), ledger.batchId());
    }

    private BatchRows gather(UUID batchId, BatchMeta claim) throws IOException {
      BatchRows found = new BatchRows(claim);
      while (batchId != null && batchId.equals(rows.batchId())) {
        found.add(rows, range);
        if (++rowsSeen % PROGRESS_ROWS == 0) {
          progress.at(step, rowsSeen, Math.max(total, rowsSeen));
        }
        rows.advance();
      }
      rowsInRange += found.inRange();
      return found;
    }

    /** Whether the ledger says so; a ledger that cannot be trusted is always looked at. */
    private boolean isWithin(LedgerBatch batch) {
      BatchMeta claim = batch.claim();
      return claim == null
          || range.intersects(claim.minTimestampMillis(), claim.maxTimestampMillis())
          || !batch.problems().isEmpty();
    }
  }
}
