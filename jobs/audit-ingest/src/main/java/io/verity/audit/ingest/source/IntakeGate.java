package io.verity.audit.ingest.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Stops the intake while too much of what was read is not committed yet.
 *
 * <p>What counts is what was read since the last checkpoint whose <em>successor</em> has completed:
 * checkpoint N+1 can only complete once the committer has snapshot its state, and the committer's
 * mailbox is busy until the commit of N is done. So the completion of N+1 proves the commit of N.
 *
 * <p>Blocking in {@code write()} would hold up the barriers that a commit needs; leaving it to
 * {@code commit()} would let the writer go on without bound. Used by the task thread alone.
 */
final class IntakeGate {

  private final long limit;
  private final TreeMap<Long, Long> readAtCheckpoint = new TreeMap<>();
  private long read;
  private long committed;
  private long lastCompleted = -1;
  private CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

  IntakeGate(long limit) {
    this.limit = limit;
  }

  void count(long bytes) {
    read += bytes;
  }

  long read() {
    return read;
  }

  boolean isClosed() {
    return read - committed >= limit;
  }

  /** Completes when the gate opens; at once where it is open. */
  CompletableFuture<Void> opened() {
    if (isClosed() && opening.isDone()) {
      opening = new CompletableFuture<>();
    }
    return opening;
  }

  void checkpointTaken(long checkpointId) {
    readAtCheckpoint.put(checkpointId, read);
  }

  void checkpointCompleted(long checkpointId) {
    if (checkpointId <= lastCompleted) {
      return;
    }
    Map.Entry<Long, Long> previous = readAtCheckpoint.floorEntry(lastCompleted);
    if (previous != null) {
      committed = Math.max(committed, previous.getValue());
      readAtCheckpoint.headMap(previous.getKey(), true).clear();
    }
    lastCompleted = checkpointId;
    if (!isClosed()) {
      opening.complete(null);
    }
  }
}
