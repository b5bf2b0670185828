package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import java.util.Objects;

/**
 * A closed batch on its way to the trail. Immutable, and identified by itself: its batch id was
 * made once, so it is the same batch after a restart, under a new job id, in an old savepoint.
 *
 * @param checkpointId of the checkpoint that holds it first, or {@link #UNSTAMPED}
 */
public record BatchCommittable(BatchMeta meta, long checkpointId, Payload payload) {

  /** Before the checkpoint is known: Sink V2 does not tell it to the writer. */
  public static final long UNSTAMPED = -1;

  public BatchCommittable {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(payload);
  }

  public BatchCommittable withCheckpointId(long id) {
    return new BatchCommittable(meta, id, payload);
  }

  /** The compressed rows, exactly as they travel. */
  public sealed interface Payload permits Inline, Spilled {}

  /** Small enough to live in the checkpoint itself. */
  public record Inline(byte[] bytes) implements Payload {}

  /**
   * In a segment file of the checkpoint file system.
   *
   * @param batchesInSegment how many batches the segment holds: the one who commits them all may
   *     delete it
   */
  public record Spilled(String segment, long offset, int length, int batchesInSegment)
      implements Payload {}
}
