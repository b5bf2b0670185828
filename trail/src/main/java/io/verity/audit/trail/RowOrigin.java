package io.verity.audit.trail;

import java.util.UUID;

/**
 * Where a row came from: its batch and its Kafka coordinates. Mutable and reused, as the event is.
 */
public final class RowOrigin {

  private long batchIdHigh;
  private long batchIdLow;
  private long topicIdHigh;
  private long topicIdLow;
  private int partition;
  private long offset;

  public void batch(UUID batchId, UUID topicId) {
    batchIdHigh = batchId.getMostSignificantBits();
    batchIdLow = batchId.getLeastSignificantBits();
    topicIdHigh = topicId.getMostSignificantBits();
    topicIdLow = topicId.getLeastSignificantBits();
  }

  public void at(int partition, long offset) {
    this.partition = partition;
    this.offset = offset;
  }

  public long batchIdHigh() {
    return batchIdHigh;
  }

  public long batchIdLow() {
    return batchIdLow;
  }

  public long topicIdHigh() {
    return topicIdHigh;
  }

  public long topicIdLow() {
    return topicIdLow;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }
}
