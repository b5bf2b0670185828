package io.verity.audit.ingest.record;

import io.verity.audit.trail.RejectedRow.Header;
import java.util.UUID;

/**
 * A Kafka record as it came, with the coordinates that identify it for ever. One instance is reused
 * from record to record along the operator chain (object reuse is on).
 */
public final class SourceRecord {

  private static final Header[] NO_HEADERS = {};

  private String topic;
  private UUID topicId;
  private int partition;
  private long offset;
  private long timestampMillis;
  private byte[] key;
  private byte[] value;
  private byte[] format;
  private Header[] headers = NO_HEADERS;
  private long[] holes;

  /** Sets what Kafka's record says; the topic id and the holes are the reader's to add. */
  public void set(
      String topic,
      int partition,
      long offset,
      long timestampMillis,
      byte[] key,
      byte[] value,
      byte[] format,
      Header[] headers) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timestampMillis = timestampMillis;
    this.key = key;
    this.value = value;
    this.format = format;
    this.headers = headers;
    this.holes = null;
  }

  public void topicId(UUID topicId) {
    this.topicId = topicId;
  }

  /** Offsets before this one that no consumer sees, as first, last, first, last...; or null. */
  public void holes(long[] holes) {
    this.holes = holes;
  }

  public String topic() {
    return topic;
  }

  public UUID topicId() {
    return topicId;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public long timestampMillis() {
    return timestampMillis;
  }

  public byte[] key() {
    return key;
  }

  /** Null for a tombstone. */
  public byte[] value() {
    return value;
  }

  /** The header {@code verity-format}, or null. */
  public byte[] format() {
    return format;
  }

  public Header[] headers() {
    return headers;
  }

  public long[] holes() {
    return holes;
  }

  /** What the record takes of memory, roughly: the gate counts by it. */
  public long bytes() {
    long bytes = 64L + length(value) + length(key);
    for (Header header : headers) {
      bytes += 64L + header.name().length() + length(header.value());
    }
    return bytes;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
