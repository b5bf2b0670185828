package io.verity.audit.ingest.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a start makes of the intent that a dead writer left. */
class TrailRecoveryTest {

  private static final UUID TOPIC = UUID.randomUUID();
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Map<Integer, Long> FROM_THE_START = Map.of(0, 0L);

  private final LateStore store = new LateStore();

  @Test
  void anInsertThatBeganLongAfterItsIntentIsWaitedFor() throws Exception {
    store.intentWrittenAt = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    store.looksUntilItArrives = 3;
    recovery().settleFrom(TOPIC, FROM_THE_START);
    assertThat(store.appended)
        .singleElement()
        .satisfies(mark -> assertThat(mark.kind()).isEqualTo(Kind.COMMITTED))
        .satisfies(mark -> assertThat(mark.recovered()).isTrue());
  }

  @Test
  void anIntentThatNothingFollowedIsLeftAlone() throws Exception {
    store.intentWrittenAt = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    store.looksUntilItArrives = Integer.MAX_VALUE;
    recovery().settleFrom(TOPIC, FROM_THE_START);
    assertThat(store.appended).isEmpty();
  }

  @Test
  void rowsOtherThanTheIntentsStopTheJob() {
    store.intentWrittenAt = System.currentTimeMillis();
    store.arrived = TrailStore.Presence.DIFFERENT;
    assertThatExceptionOfType(TrailStoppedException.class)
        .isThrownBy(() -> recovery().settleFrom(TOPIC, FROM_THE_START))
        .withMessageContaining("are not those its intent announced");
  }

  private TrailRecovery recovery() {
    StoreRetry retry = new StoreRetry(Duration.ofSeconds(1), () -> {});
    return new TrailRecovery(store, retry, new WriterIdentity("test", "test"), LIMIT);
  }

  /** A store with one open intent, whose INSERT still runs for so many looks. */
  private static final class LateStore implements TrailStore {
    private final BatchMeta batch =
        new BatchMeta(
            UUID.randomUUID(),
            TrailTable.AUDIT,
            202607,
            "topic",
            TOPIC,
            1,
            OffsetRuns.of(List.of(new OffsetRuns.Run(OffsetRuns.Kind.ROWS, 0, 0, 0))),
            0,
            0,
            "root",
            1,
            Map.of());
    private final List<LedgerEntry> appended = new ArrayList<>();
    private long intentWrittenAt;
    private int looksUntilItArrives;
    private Presence arrived = Presence.WHOLE;

    @Override
    public void appendLedger(List<LedgerEntry> entries, String token) {
      appended.addAll(entries);
    }

    @Override
    public Presence probe(BatchMeta probed) {
      return looksUntilItArrives > 0 ? Presence.ABSENT : arrived;
    }

    @Override
    public List<LedgerEntry> openIntents(UUID topicId) {
      return List.of(LedgerEntry.of(Kind.INTENT, batch, "test", "test", 1, false, intentWrittenAt));
    }

    /** Runs on, and arrives with the last look; one that never does is not running either. */
    @Override
    public boolean insertsRunning() {
      if (looksUntilItArrives == Integer.MAX_VALUE) {
        return false;
      }
      looksUntilItArrives--;
      return looksUntilItArrives > 0;
    }

    @Override
    public Map<Integer, OffsetSet> coverage(UUID topicId) {
      return Map.of();
    }

    @Override
    public void checkSchema() {
      throw new AssertionError("not a matter of recovery");
    }

    @Override
    public void insertBatch(BatchMeta batch, String token, Payload payload, Duration limit) {
      throw new AssertionError("recovery writes no rows");
    }

    @Override
    public List<UUID> batchesWithoutIntent(UUID topicId, Map<Integer, Long> firstUncovered) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
