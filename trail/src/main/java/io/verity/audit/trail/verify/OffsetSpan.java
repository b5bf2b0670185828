package io.verity.audit.trail.verify;

import java.util.UUID;

/** Offsets {@code first} to {@code last}, both included, of one Kafka partition. */
record OffsetSpan(UUID topicId, int partition, long first, long last) {

  boolean isSamePartition(OffsetSpan other) {
    return other != null && partition == other.partition && topicId.equals(other.topicId);
  }

  OffsetSpan intersection(OffsetSpan other) {
    return new OffsetSpan(
        topicId, partition, Math.max(first, other.first), Math.min(last, other.last));
  }
}
