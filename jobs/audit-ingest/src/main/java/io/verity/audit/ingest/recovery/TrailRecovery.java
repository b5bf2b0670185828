package io.verity.audit.ingest.recovery;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStore.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be settled with the ledger before offsets are read, or an old batch is committed.
 *
 * <p>An earlier writer may have died between its intent and its mark. If its rows are there and
 * have the root of the intent, the batch is adopted: marked committed, with {@code recovered}. If
 * they are not there, its INSERT may still be on its way, so nothing is concluded before the
 * INSERT's execution limit has passed since the intent and no INSERT of this account runs. If they
 * are there in part or with another root, the job stops. Adopting twice, from two subtasks, is
 * harmless: the marks agree, and the ledger counts a batch once.
 *
 * <p>An intent that was given up stays open for ever. Once other batches cover all its offsets,
 * there is nothing left to settle, so that a start takes no longer for all the starts before it.
 */
public final class TrailRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(TrailRecovery.class);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration ON_THE_WIRE = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final TrailStore store;
  private final StoreRetry retry;
  private final WriterIdentity identity;
  private final Duration insertLimit;

  public TrailRecovery(
      TrailStore store, StoreRetry retry, WriterIdentity identity, Duration insertLimit) {
    this.store = store;
    this.retry = retry;
    this.identity = identity;
    this.insertLimit = insertLimit;
  }

  /**
   * Settles the open intents that account for offsets from the given positions on, and returns what
   * the ledger covers then.
   *
   * @param positions by partition; of other partitions nothing is settled
   */
  public Map<Integer, OffsetSet> settleFrom(UUID topicId, Map<Integer, Long> positions)
      throws InterruptedException {
    settle(
        topicId,
        run -> {
          Long position = positions.get(run.partition());
          return position != null && run.last() >= position;
        },
        Set.of());
    return retry.get(() -> store.coverage(topicId));
  }

  /** Settles every open intent but those of the given batches, and returns the coverage. */
  public Map<Integer, OffsetSet> settleAllBut(UUID topicId, Set<UUID> own)
      throws InterruptedException {
    settle(topicId, run -> true, own);
    return retry.get(() -> store.coverage(topicId));
  }

  /**
   * Waits out INSERTs of these batches that an earlier attempt may have sent with a later token:
   * one such can only exist where the intent is older than the execution limit, which is when the
   * ladder goes on. Younger batches were sent with the first token alone, which is safe to send
   * again.
   */
  public void awaitLaterTokens(UUID topicId, Set<UUID> batches) throws InterruptedException {
    long laddered = System.currentTimeMillis() - insertLimit.toMillis();
    List<LedgerEntry> open = retry.get(() -> store.openIntents(topicId));
    boolean possible =
        open.stream()
            .anyMatch(
                intent ->
                    batches.contains(intent.batch().batchId())
                        && intent.writtenAtMillis() < laddered);
    if (possible) {
      LOG.info("waiting until INSERTs of an earlier attempt can't arrive any more");
      long now = System.currentTimeMillis();
      awaitNoInserts(now + MARGIN.toMillis(), now + insertLimit.plus(MARGIN).toMillis());
    }
  }

  /** Reports rows beyond the covered offsets that nobody announced. Never adopts them. */
  public void reportForeignRows(UUID topicId, Map<Integer, OffsetSet> coverage)
      throws InterruptedException {
    Map<Integer, Long> firstUncovered = new HashMap<>();
    coverage.forEach(
        (partition, covered) -> firstUncovered.put(partition, covered.firstUncovered()));
    List<UUID> foreign = retry.get(() -> store.batchesWithoutIntent(topicId, firstUncovered));
    if (!foreign.isEmpty()) {
      LOG.error(
          "TAMPERING: the trail holds rows of {} batches that no writer announced, for example {};"
              + " run ./verity verify. They are left alone and not counted as covered.",
          foreign.size(),
          foreign.get(0));
    }
  }

  private void settle(UUID topicId, Predicate<Run> concerns, Set<UUID> own)
      throws InterruptedException {
    List<LedgerEntry> open = retry.get(() -> store.openIntents(topicId));
    if (open.isEmpty()) {
      return;
    }
    Map<Integer, OffsetSet> covered = retry.get(() -> store.coverage(topicId));
    for (LedgerEntry intent : open) {
      boolean concerned =
          intent.batch().runs().asList().stream()
              .anyMatch(run -> concerns.test(run) && !isCovered(run, covered));
      if (concerned && !own.contains(intent.batch().batchId())) {
        settle(intent);
      }
    }
  }

  private static boolean isCovered(Run run, Map<Integer, OffsetSet> covered) {
    OffsetSet set = covered.get(run.partition());
    return set != null && set.missing(run).isEmpty();
  }

  private void settle(LedgerEntry intent) throws InterruptedException {
    if (!intent.isIntact()) {
      throw new TrailStoppedException(
          "the ledger's intent of " + intent.batch() + " was altered: its hash does not fit it");
    }
    Presence presence = retry.get(() -> store.probe(intent.batch()));
    if (presence == Presence.ABSENT) {
      awaitEndOfInsert(intent);
      presence = retry.get(() -> store.probe(intent.batch()));
    }
    switch (presence) {
      case WHOLE -> adopt(intent);
      case ABSENT -> LOG.info("{} was announced and never written", intent.batch());
      case DIFFERENT ->
          throw new TrailStoppedException(
              "the rows of "
                  + intent.batch()
                  + " are not those its intent announced: the trail was altered; run ./verity"
                  + " verify");
    }
  }

  /**
   * Until the writer of the intent can have no INSERT on its way any more. It may have begun long
   * after the intent, when the server had been away, and may run for as long as its execution
   * limit; others of this account are no reason to wait longer.
   */
  private void awaitEndOfInsert(LedgerEntry intent) throws InterruptedException {
    long now = System.currentTimeMillis();
    long safeAt = intent.writtenAtMillis() + insertLimit.plus(MARGIN).toMillis();
    long notBefore = Math.max(safeAt, now + ON_THE_WIRE.toMillis());
    if (now < safeAt) {
      LOG.info(
          "{} was announced lately and is not there yet: waiting until its INSERT can't arrive any"
              + " more",
          intent.batch());
    }
    awaitNoInserts(notBefore, notBefore + insertLimit.toMillis());
  }

  private void awaitNoInserts(long notBefore, long notAfter) throws InterruptedException {
    while (System.currentTimeMillis() < notBefore
        || System.currentTimeMillis() < notAfter && retry.get(store::insertsRunning)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private void adopt(LedgerEntry intent) throws InterruptedException {
    LOG.info("{} was written and never marked: marking it now", intent.batch());
    retry.run(
        () -> {
          LedgerEntry mark =
              identity.entry(
                  LedgerEntry.Kind.COMMITTED,
                  intent.batch(),
                  intent.checkpointId(),
                  true,
                  System.currentTimeMillis());
          store.appendLedger(List.of(mark), UUID.randomUUID().toString());
        });
  }
}
