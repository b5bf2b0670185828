package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.ByteBuf;
import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStore.Presence;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one batch into its table, exactly once, whatever becomes of the server and of its answers.
 *
 * <p>A deduplication token closes the short race: a repeated INSERT with the same token is dropped.
 * It is no proof, though. On plain MergeTree it is not crash-atomic: after a {@code kill -9} in the
 * middle of an INSERT the token can be in the log while the part is not, and every retry is dropped
 * in silence. And it is forgotten when the window has moved on. So whenever an INSERT may have
 * happened, the rows themselves are looked for, by batch id and by root:
 *
 * <ul>
 *   <li>all there, and the root fits: done;
 *   <li>anything between, or another root: the job stops, it never guesses;
 *   <li>nothing there: INSERT with token k, then look again. Token k+1 is used only after a
 *       repeated INSERT with k (which shuts out a stalled earlier one), after the execution limit
 *       has passed since k was last sent, and after an empty look.
 * </ul>
 *
 * <p>The first INSERT of a fresh batch with a token nobody ever used needs no look: its answer is
 * proof.
 */
final class InsertLadder {

  private static final Logger LOG = LoggerFactory.getLogger(InsertLadder.class);
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final TrailStore store;
  private final StoreRetry retry;
  private final Duration insertLimit;
  private final Pause pause;

  /** How time passes. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  InsertLadder(TrailStore store, StoreRetry retry, Duration insertLimit) {
    this(store, retry, insertLimit, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
  }

  InsertLadder(TrailStore store, StoreRetry retry, Duration insertLimit, Pause pause) {
    this.store = store;
    this.retry = retry;
    this.insertLimit = insertLimit;
    this.pause = pause;
  }

  /**
   * @param fresh whether nobody can have tried before: neither an earlier attempt nor an earlier
   *     job
   */
  void insert(BatchMeta batch, TrailStore.Payload payload, boolean fresh)
      throws InterruptedException {
    new Climb(batch, payload, fresh).run();
  }

  /** Token {@code rung} of a batch: the same whoever computes it. */
  static String token(BatchMeta batch, int rung) {
    ByteBuf name = new ByteBuf(20);
    name.putUuid(
        batch.batchId().getMostSignificantBits(), batch.batchId().getLeastSignificantBits());
    name.putInt(rung);
    return HexFormat.of().formatHex(MerkleTree.sha256().digest(name.toBytes()));
  }

  /** One batch's way up. */
  private final class Climb {
    private final BatchMeta batch;
    private final TrailStore.Payload payload;
    private boolean mayBeThere;
    private int rung = 1;

    Climb(BatchMeta batch, TrailStore.Payload payload, boolean fresh) {
      this.batch = batch;
      this.payload = payload;
      this.mayBeThere = !fresh;
    }

    void run() throws InterruptedException {
      boolean done = retry.get(this::attempt);
      while (!done) {
        pause.of(insertLimit.plus(MARGIN));
        if (retry.get(this::isThere)) {
          return;
        }
        rung++;
        LOG.warn("{}: token {} is burnt, going on with {}", batch, rung - 1, rung);
        done = retry.get(this::attempt);
      }
    }

    /** True when the rows are there; false when the token was taken and the rows are not there. */
    private boolean attempt() {
      if (mayBeThere && isThere()) {
        return true;
      }
      boolean proven = !mayBeThere;
      mayBeThere = true;
      store.insertBatch(batch, token(batch, rung), payload, insertLimit);
      return proven || isThere();
    }

    private boolean isThere() {
      Presence presence = store.probe(batch);
      if (presence == Presence.DIFFERENT) {
        throw new TrailStoppedException(
            batch
                + " is in the table, but not with the rows that were sent: the trail was altered;"
                + " run ./verity verify");
      }
      return presence == Presence.WHOLE;
    }
  }
}
