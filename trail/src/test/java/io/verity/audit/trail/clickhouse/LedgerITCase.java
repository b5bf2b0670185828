package io.verity.audit.trail.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.Samples;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the writer asks of the ledger when it starts. */
class LedgerITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  @Test
  void coverageIsWhatCommittedBatchesAccountFor() {
    SampleTrail trail = SampleTrail.write(store());
    SealedBatch.of(SampleTrail.events(SampleTrail.FIRST_MONTH, 200, 5)).write(store());
    trail.next().writeIntent(store());

    Map<Integer, OffsetSet> coverage = store().coverage(Samples.TOPIC_ID);

    assertThat(coverage).containsOnlyKeys(0, 1);
    assertThat(coverage.get(0)).hasToString("{0=99, 200=204}");
    assertThat(coverage.get(1)).hasToString("{0=49}");
    assertThat(store().coverage(UUID.randomUUID())).isEmpty();
  }

  /** Two subtasks may adopt the same batch, and a mark whose answer was lost is written again. */
  @Test
  void batchesMarkedRepeatedlyLeaveTheGapsBetweenThemUncovered() {
    int partitions = 4;
    int batches = 40;
    int runsEach = 250;
    List<LedgerEntry> marks = new ArrayList<>();
    for (int number = 0; number < batches; number++) {
      List<Run> runs = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        for (int run = 0; run < runsEach; run++) {
          long first = (run * (long) batches + number) * 3;
          runs.add(new Run(OffsetRuns.Kind.ROWS, partition, first, first + 1));
        }
      }
      BatchMeta batch = withRuns(runs);
      for (int copy = 0; copy < 5; copy++) {
        marks.add(
            LedgerEntry.of(LedgerEntry.Kind.COMMITTED, batch, "test", "job", 7, copy > 0, copy));
      }
    }
    Collections.shuffle(marks, new Random(1));
    store().appendLedger(marks, UUID.randomUUID().toString());

    Map<Integer, OffsetSet> coverage = store().coverage(Samples.TOPIC_ID);

    for (int partition = 0; partition < partitions; partition++) {
      List<long[]> gaps = coverage.get(partition).missing(0, 3L * batches * runsEach - 2);
      assertThat(gaps).hasSize(batches * runsEach - 1);
    }
  }

  @Test
  void openIntentsAreThoseWithoutMark() {
    SampleTrail trail = SampleTrail.write(store());
    assertThat(store().openIntents(Samples.TOPIC_ID)).isEmpty();
    SealedBatch open = trail.next().writeIntent(store()).writeIntent(store());

    assertThat(store().openIntents(Samples.TOPIC_ID))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.INTENT);
              assertThat(entry.batch().batchId()).isEqualTo(open.meta().batchId());
              assertThat(entry.batch().runs()).isEqualTo(open.meta().runs());
              assertThat(entry.isIntact()).isTrue();
            });
    open.writeMark(store());
    assertThat(store().openIntents(Samples.TOPIC_ID)).isEmpty();
  }

  @Test
  void rowsBeyondTheCoverageNeedAnIntent() {
    SampleTrail trail = SampleTrail.write(store());
    Map<Integer, Long> firstUncovered = Map.of(0, 100L, 1, 50L);
    SealedBatch stray = trail.next().writeRows(store());

    assertThat(store().batchesWithoutIntent(Samples.TOPIC_ID, firstUncovered))
        .containsExactly(stray.meta().batchId());
    assertThat(store().batchesWithoutIntent(Samples.TOPIC_ID, Map.of(0, 120L))).isEmpty();
    stray.writeIntent(store());
    assertThat(store().batchesWithoutIntent(Samples.TOPIC_ID, firstUncovered)).isEmpty();
  }

  @Test
  void forgedIntentIsAClearAndFinalError() {
    SampleTrail.write(store()).next().writeIntent(store());
    SERVER.sql(
        "ALTER TABLE verity.verity_audit_batches UPDATE recovered = 2 WHERE kind = 'intent'");

    assertThatExceptionOfType(TrailStoreException.class)
        .isThrownBy(() -> store().openIntents(Samples.TOPIC_ID))
        .withMessage("looking for intents without commit: recovered is 2, neither 0 nor 1")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  private static BatchMeta withRuns(List<Run> runs) {
    BatchMeta batch = SealedBatch.of(SampleTrail.events(SampleTrail.FIRST_MONTH, 0, 1)).meta();
    return new BatchMeta(
        UUID.randomUUID(),
        batch.table(),
        batch.tablePartition(),
        batch.topic(),
        batch.topicId(),
        runs.size(),
        OffsetRuns.of(runs),
        batch.minTimestampMillis(),
        batch.maxTimestampMillis(),
        batch.root(),
        batch.schemaVersion(),
        Map.of());
  }

  private static TrailStore store() {
    return SERVER.store();
  }
}
