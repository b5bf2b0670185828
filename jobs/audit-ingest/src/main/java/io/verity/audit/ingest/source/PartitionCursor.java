package io.verity.audit.ingest.source;

import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.OffsetSet;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Where reading stands in one partition, and the filter that lets each offset pass once.
 *
 * <p>Offsets that the ledger covers are dropped: an old savepoint, a stateless start, a new job id
 * or a rescale reads them again, and must not write them again. Offsets that never come are holes:
 * between two records of a partition the consumer skips only what no consumer sees. The first
 * expected offset is the split's own position, so no state of its own is needed.
 */
final class PartitionCursor {

  private final String topic;
  private final int partition;
  private final UUID topicId;
  private final OffsetSet covered;
  private long next;

  PartitionCursor(String topic, int partition, UUID topicId, OffsetSet covered, long next) {
    this.topic = topic;
    this.partition = partition;
    this.topicId = topicId;
    this.covered = covered;
    this.next = next;
  }

  String topic() {
    return topic;
  }

  int partition() {
    return partition;
  }

  UUID topicId() {
    return topicId;
  }

  /** The first offset that nothing accounts for yet: a checkpoint starts again from here. */
  long next() {
    return next;
  }

  /**
   * Completes the record with its topic id and the holes before it; false where it is covered.
   * Holes before a covered record wait for the next one that is not: only a record that is written
   * can carry them.
   */
  boolean admit(SourceRecord record) {
    long offset = record.offset();
    if (covered.contains(offset)) {
      next = covered.firstMissing(next);
      return false;
    }
    long expected = next;
    next = offset + 1;
    record.topicId(topicId);
    if (offset > expected) {
      record.holes(holes(expected, offset - 1));
    }
    return true;
  }

  private long[] holes(long first, long last) {
    List<long[]> missing = covered.missing(first, last);
    return missing.isEmpty() ? null : missing.stream().flatMapToLong(Arrays::stream).toArray();
  }
}
