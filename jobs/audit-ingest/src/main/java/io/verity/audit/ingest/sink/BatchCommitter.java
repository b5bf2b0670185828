package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.metrics.IngestMetrics;
import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.TrailStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Second phase: once a checkpoint is complete, its batches go to ClickHouse.
 *
 * <pre>
 *   intent     one INSERT into the ledger, for all batches of the call
 *   rows       one INSERT a batch, several in flight (InsertLadder)
 *   committed  one INSERT into the ledger; every few seconds where the call is long
 * </pre>
 *
 * What it relies on:
 *
 * <ul>
 *   <li>Flink calls it again, after a failure, with batches that were committed already: every step
 *       may be repeated.
 *   <li>Flink calls it for checkpoint N+1 only after it has returned for N.
 *   <li>A batch is fresh if its checkpoint is younger than the one restored and Flink has not tried
 *       before; then, and only then, nobody can have sent it.
 *   <li>Nobody else writes to the trail with this account, apart from an earlier self that is not
 *       quite dead: the intents and the tokens are for it.
 * </ul>
 *
 * <p>ClickHouse being away is waited for in here, for as long as the commit time-out allows; the
 * checkpoint after next cannot complete meanwhile, so the gate at the source closes. Nothing is
 * ever dropped: {@code signalFailedWithKnownReason} is not used, since Flink would discard the
 * batch.
 */
final class BatchCommitter implements Committer<BatchCommittable> {

  private static final Duration MARK_EVERY = Duration.ofSeconds(5);

  private final TrailStore store;
  private final StoreRetry retry;
  private final InsertLadder ladder;
  private final RestoredBatches restored;
  private final WriterIdentity identity;
  private final IngestMetrics metrics;
  private final long restoredCheckpointId;
  private final AutoCloseable resources;
  private final ExecutorService inserts;

  /**
   * @param restoredCheckpointId the checkpoint that the job was restored from, or -1
   */
  BatchCommitter(
      TrailStore store,
      StoreRetry retry,
      InsertLadder ladder,
      RestoredBatches restored,
      WriterIdentity identity,
      IngestMetrics metrics,
      long restoredCheckpointId,
      int connections,
      AutoCloseable resources) {
    this.store = store;
    this.retry = retry;
    this.ladder = ladder;
    this.restored = restored;
    this.identity = identity;
    this.metrics = metrics;
    this.restoredCheckpointId = restoredCheckpointId;
    this.resources = resources;
    this.inserts =
        Executors.newFixedThreadPool(
            connections,
            task -> {
              Thread thread = new Thread(task, "audit-insert");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void commit(Collection<CommitRequest<BatchCommittable>> requests)
      throws IOException, InterruptedException {
    if (requests.isEmpty()) {
      return;
    }
    List<BatchCommittable> fresh = new ArrayList<>();
    List<CommitRequest<BatchCommittable>> old = new ArrayList<>();
    for (CommitRequest<BatchCommittable> request : requests) {
      if (isFresh(request)) {
        fresh.add(request.getCommittable());
      } else {
        old.add(request);
      }
    }
    List<BatchCommittable> remaining = remaining(old);
    if (!fresh.isEmpty() || !remaining.isEmpty()) {
      write(fresh, remaining);
    }
    PayloadFiles.deleteCovered(requests.stream().map(CommitRequest::getCommittable).toList());
  }

  @Override
  public void close() throws Exception {
    inserts.shutdownNow();
    resources.close();
  }

  /** The end of the input is no checkpoint: its batches may be restored ones at any time. */
  private boolean isFresh(CommitRequest<BatchCommittable> request) {
    long checkpointId = request.getCommittable().checkpointId();
    return request.getNumberOfRetries() == 0
        && checkpointId > restoredCheckpointId
        && checkpointId != CommittableMessage.EOI;
  }

  /** What is left of batches that may have been committed before; the others are signalled. */
  private List<BatchCommittable> remaining(List<CommitRequest<BatchCommittable>> old)
      throws IOException, InterruptedException {
    if (old.isEmpty()) {
      return List.of();
    }
    Map<UUID, BatchCommittable> remaining =
        restored.remaining(old.stream().map(CommitRequest::getCommittable).toList());
    for (CommitRequest<BatchCommittable> request : old) {
      if (!remaining.containsKey(request.getCommittable().meta().batchId())) {
        request.signalAlreadyCommitted();
      }
    }
    return List.copyOf(remaining.values());
  }

  private void write(List<BatchCommittable> fresh, List<BatchCommittable> remaining)
      throws InterruptedException {
    List<BatchCommittable> batches = new ArrayList<>(fresh);
    batches.addAll(remaining);
    appendLedger(Kind.INTENT, batches);
    List<Future<?>> running = new ArrayList<>();
    fresh.forEach(batch -> running.add(submit(batch, true)));
    remaining.forEach(batch -> running.add(submit(batch, false)));
    try {
      markAsTheyCome(batches, running);
    } finally {
      running.forEach(future -> future.cancel(true));
    }
  }

  /**
   * One INSERT marks all batches of a short call; a long one is marked every few seconds, so that
   * nobody who verifies meanwhile takes rows for foreign.
   */
  private void markAsTheyCome(List<BatchCommittable> batches, List<Future<?>> running)
      throws InterruptedException {
    int marked = 0;
    long markedAt = System.nanoTime();
    for (int done = 1; done <= batches.size(); done++) {
      await(running.get(done - 1));
      boolean due = System.nanoTime() - markedAt > MARK_EVERY.toNanos();
      if (due || done == batches.size()) {
        List<BatchCommittable> inserted = batches.subList(marked, done);
        appendLedger(Kind.COMMITTED, inserted);
        inserted.forEach(batch -> metrics.written(batch.meta().rowsByEventType()));
        marked = done;
        markedAt = System.nanoTime();
      }
    }
  }

  private Future<?> submit(BatchCommittable batch, boolean fresh) {
    return inserts.submit(
        () -> {
          insert(batch, fresh);
          return null;
        });
  }

  private void insert(BatchCommittable batch, boolean fresh) throws InterruptedException {
    long started = System.nanoTime();
    ladder.insert(batch.meta(), () -> PayloadFiles.open(batch), fresh);
    metrics.inserted(batch.meta().rows(), System.nanoTime() - started);
  }

  /**
   * The entries of an attempt have one time, so that they go to one partition of the ledger, and a
   * new token: a burnt one would drop them in silence, and twice is harmless.
   */
  private void appendLedger(Kind kind, List<BatchCommittable> batches) throws InterruptedException {
    retry.run(
        () -> {
          long now = System.currentTimeMillis();
          List<LedgerEntry> entries =
              batches.stream()
                  .map(
                      batch -> identity.entry(kind, batch.meta(), batch.checkpointId(), false, now))
                  .toList();
          store.appendLedger(entries, UUID.randomUUID().toString());
        });
  }

  private static void await(Future<?> insert) throws InterruptedException {
    try {
      insert.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TrailStoppedException stop) {
        throw stop;
      }
      throw new FlinkRuntimeException(
          "the commit failed: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
