package io.verity.audit.ingest.deadletter;

import io.verity.audit.ingest.deadletter.RejectedBatches.Batch;
import io.verity.audit.trail.clickhouse.InterruptedStoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies committed rejects to the dead-letter topic, at least once, in a thread of its own: the
 * topic is a convenience, and its absence must hold up nothing. The table is the truth, and the
 * ledger the queue: what could not be copied for an hour is copied after it.
 *
 * <p>Marks of several committers may be written a little out of order, so each round looks back
 * over an overlap; what was copied within it is remembered.
 */
final class DeadLetterExport implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterExport.class);
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final int BATCHES_A_ROUND = 200;

  private final RejectedBatches rejected;
  private final Supplier<DeadLetterTopic> topics;
  private final Duration pause;
  private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
  private final Map<UUID, Long> copied = new LinkedHashMap<>();
  private long cursor = -1;

  DeadLetterExport(RejectedBatches rejected, Supplier<DeadLetterTopic> topics, Duration pause) {
    this.rejected = rejected;
    this.topics = topics;
    this.pause = pause;
  }

  /** There is something to copy. */
  void nudge() {
    nudges.offer(true);
  }

  /** Until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (DeadLetterTopic topic = topics.get()) {
        copyUntilFailure(topic);
      } catch (InterruptException | InterruptedStoreException e) {
        return;
      } catch (RuntimeException e) {
        // whatever it is, the copies may wait: the table is the truth
        LOG.warn("dead letters wait in the table, trying again in {}: {}", pause, e.getMessage());
        cursor = -1;
        await();
      }
    }
  }

  private void copyUntilFailure(DeadLetterTopic topic) {
    while (!Thread.currentThread().isInterrupted()) {
      if (cursor < 0) {
        cursor = topic.lastLedgerTime();
      }
      if (!copyRound(topic)) {
        await();
      }
    }
  }

  /** True when there may be more at once. */
  private boolean copyRound(DeadLetterTopic topic) {
    long since = Math.max(0, cursor - OVERLAP.toMillis());
    int limit = BATCHES_A_ROUND + copied.size();
    List<Batch> batches = rejected.since(since, limit);
    for (Batch batch : batches) {
      if (!copied.containsKey(batch.id())) {
        rejected.forEachRow(batch, row -> topic.send(batch, row));
        topic.flush();
        copied.put(batch.id(), batch.writtenAtMillis());
        cursor = Math.max(cursor, batch.writtenAtMillis());
      }
    }
    copied.values().removeIf(writtenAt -> writtenAt < cursor - 2 * OVERLAP.toMillis());
    return batches.size() == limit;
  }

  private void await() {
    try {
      nudges.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
