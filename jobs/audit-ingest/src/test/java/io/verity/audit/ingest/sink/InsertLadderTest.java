package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.sink.InMemoryTrailStore.Outcome;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Exactly once, whatever becomes of the statements and of the job, by the rules of the model. */
class InsertLadderTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  static {
    Configurator.setLevel(StoreRetry.class, Level.OFF);
    Configurator.setLevel(InsertLadder.class, Level.OFF);
  }

  private final InMemoryTrailStore store = new InMemoryTrailStore();
  private final BatchMeta batch = TestBatches.golden();

  /** The job dies in these openings of the payload, and comes back as one that was restored. */
  @Property(tries = 2000)
  void theRowsAreThereOnce(
      @ForAll @Size(max = 12) List<Outcome> outcomes,
      @ForAll @Size(max = 4) Set<@IntRange(max = 12) Integer> deaths)
      throws InterruptedException {
    InMemoryTrailStore store = new InMemoryTrailStore();
    store.outcomes(outcomes);
    AtomicInteger statement = new AtomicInteger();
    TrailStore.Payload payload =
        () -> {
          if (deaths.contains(statement.getAndIncrement())) {
            throw new Death();
          }
          return new ByteArrayInputStream(new byte[10]);
        };
    boolean fresh = true;
    boolean done = false;
    while (!done) {
      try {
        ladder(store).insert(batch, payload, fresh);
        done = true;
      } catch (Death e) {
        fresh = false;
      }
    }
    assertThat(store.copies(batch)).isEqualTo(1);
    store.limitPassed();
    assertThat(store.copies(batch)).as("after all that was on its way arrived").isEqualTo(1);
  }

  @Example
  void aFirstAnswerNeedsNoLook() throws InterruptedException {
    insert(true);
    assertThat(store.copies(batch)).isEqualTo(1);
    assertThat(store.probed()).isEmpty();
  }

  @Example
  void aRestoredBatchIsLookedForFirst() throws InterruptedException {
    insert(true);
    insert(false);
    assertThat(store.copies(batch)).isEqualTo(1);
    assertThat(store.probed()).hasSize(1);
  }

  @Example
  void twoBurntTokensLeadToTheThird() throws InterruptedException {
    store.outcomes(List.of(Outcome.BURNT, Outcome.DONE, Outcome.BURNT));
    insert(true);
    assertThat(store.copies(batch)).isEqualTo(1);
  }

  @Example
  void otherRowsStopTheJob() throws InterruptedException {
    insert(true);
    store.insertBatch(batch, "foreign", InsertLadderTest::rows, LIMIT);
    assertThatThrownBy(() -> insert(false))
        .isInstanceOf(TrailStoppedException.class)
        .hasMessageContaining("the trail was altered");
  }

  @Example
  void tokensDifferByBatchAndRungAndNothingElse() {
    BatchMeta other = TestBatches.batch(1, 0, 1).meta();
    assertThat(InsertLadder.token(batch, 1))
        .isEqualTo(InsertLadder.token(TestBatches.golden(), 1))
        .isNotEqualTo(InsertLadder.token(batch, 2))
        .isNotEqualTo(InsertLadder.token(other, 1));
  }

  private void insert(boolean fresh) throws InterruptedException {
    ladder(store).insert(batch, InsertLadderTest::rows, fresh);
  }

  private static InsertLadder ladder(InMemoryTrailStore store) {
    StoreRetry retry =
        new StoreRetry(Duration.ofMinutes(1), Duration.ofNanos(10), Duration.ofNanos(20), () -> {});
    return new InsertLadder(store, retry, LIMIT, time -> store.limitPassed());
  }

  private static ByteArrayInputStream rows() {
    return new ByteArrayInputStream(new byte[10]);
  }

  /** Of the job, not of the server. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
