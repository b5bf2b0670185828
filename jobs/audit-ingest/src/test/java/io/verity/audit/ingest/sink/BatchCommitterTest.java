package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.metrics.IngestMetrics;
import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which batches are trusted to be new, and what the ledger gets. */
class BatchCommitterTest {

  private static final long RESTORED = 7;

  private final InMemoryTrailStore store = new InMemoryTrailStore();
  private final BatchCommitter committer = committer();

  @AfterEach
  void close() throws Exception {
    committer.close();
  }

  @Test
  void aFreshBatchIsWrittenWithoutALook() throws Exception {
    BatchCommittable batch = TestBatches.batch(RESTORED + 1, 0, 9);
    committer.commit(List.of(new TestRequest(batch, 0)));
    assertThat(store.probed()).isEmpty();
    assertThat(store.copies(batch.meta())).isEqualTo(1);
    assertThat(store.ledger())
        .extracting(LedgerEntry::kind)
        .containsExactly(Kind.INTENT, Kind.COMMITTED);
  }

  /** An answer to a token that was used before would be no proof. */
  @Test
  void theLedgerGetsItsEntriesThoughTokensBurn() throws Exception {
    store.burnLedgerTokens(2);
    committer.commit(List.of(new TestRequest(TestBatches.batch(RESTORED + 1, 0, 9), 0)));
    assertThat(store.ledger())
        .extracting(LedgerEntry::kind)
        .containsExactly(Kind.INTENT, Kind.COMMITTED);
  }

  @Test
  void aRestoredBatchIsLookedFor() throws Exception {
    assertLookedFor(TestBatches.batch(RESTORED, 0, 9), 0);
  }

  @Test
  void aBatchThatFlinkTriedBeforeIsLookedFor() throws Exception {
    assertLookedFor(TestBatches.batch(RESTORED + 1, 0, 9), 1);
  }

  /** Its checkpoint id is beyond every other, restored or not. */
  @Test
  void aBatchFromTheEndOfTheInputIsLookedFor() throws Exception {
    assertLookedFor(TestBatches.batch(CommittableMessage.EOI, 0, 9), 0);
  }

  @Test
  void aCoveredBatchIsSignalled() throws Exception {
    BatchCommittable batch = TestBatches.batch(RESTORED + 1, 0, 9);
    committer.commit(List.of(new TestRequest(batch, 0)));
    TestRequest again = new TestRequest(TestBatches.batch(RESTORED, 2, 5), 0);
    committer.commit(List.of(again));
    assertThat(again.alreadyCommitted()).isTrue();
    assertThat(store.copies(again.getCommittable().meta())).isZero();
  }

  @Test
  void aBatchCoveredInPartIsCut() throws Exception {
    committer.commit(List.of(new TestRequest(TestBatches.batch(RESTORED + 1, 0, 4), 0)));
    BatchCommittable old = TestBatches.batch(RESTORED, 0, 9);
    committer.commit(List.of(new TestRequest(old, 0)));
    LedgerEntry cut = store.ledger().get(3);
    assertThat(store.copies(old.meta())).isZero();
    assertThat(store.copies(cut.batch())).isEqualTo(1);
    assertThat(cut.batch().runs()).hasToString("[0:5-9]");
    assertThat(cut.batch().rows()).isEqualTo(5);
    assertThat(store.probed()).contains(cut.batch().batchId());
  }

  private void assertLookedFor(BatchCommittable batch, int retries) throws Exception {
    committer.commit(List.of(new TestRequest(batch, retries)));
    assertThat(store.probed()).contains(batch.meta().batchId());
    assertThat(store.copies(batch.meta())).isEqualTo(1);
  }

  private BatchCommitter committer() {
    StoreRetry retry = new StoreRetry(Duration.ofMinutes(1), () -> {});
    WriterIdentity identity = new WriterIdentity("test", "job");
    Duration limit = Duration.ofSeconds(1);
    return new BatchCommitter(
        store,
        retry,
        new InsertLadder(store, retry, limit),
        new RestoredBatches(new TrailRecovery(store, retry, identity, limit)),
        identity,
        IngestMetrics.shared(),
        RESTORED,
        2,
        store);
  }
}
