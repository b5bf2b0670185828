package io.verity.audit.trail;

import java.util.List;

/**
 * A Kafka record that is no audit event, kept whole. Its canonical bytes are the RowBinary row of
 * {@code verity_audit_rejected}, hashed as those of an event are.
 *
 * @param key null where the record has none
 * @param value null for a tombstone
 */
public record RejectedRow(
    long kafkaTimestampMillis, String reason, byte[] key, List<Header> headers, byte[] value) {

  /** A Kafka header; names may repeat, the value may be null. */
  public record Header(String name, byte[] value) {}

  public void encode(long ingestedAtMillis, RowOrigin origin, ByteBuf target) {
    target.putUuid(origin.topicIdHigh(), origin.topicIdLow());
    target.putInt(origin.partition());
    target.putLong(origin.offset());
    target.putLong(kafkaTimestampMillis);
    target.putString(reason);
    target.putNullableString(key);
    target.putVarint(headers.size());
    for (Header header : headers) {
      target.putString(header.name());
      target.putNullableString(header.value());
    }
    target.putNullableString(value);
    target.putLong(ingestedAtMillis);
    target.putUuid(origin.batchIdHigh(), origin.batchIdLow());
  }
}
