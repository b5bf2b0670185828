package io.verity.audit.trail;

/**
 * The canonical bytes of a row of {@code verity_audit}: RowBinary, in column order. The leaf hash
 * is {@code SHA-256(0x00 || these bytes)}.
 */
public final class AuditRow {

  private AuditRow() {}

  public static void encode(
      AuditEvent event, long ingestedAtMillis, RowOrigin origin, ByteBuf target) {
    target.putUuid(event.eventIdHigh(), event.eventIdLow());
    target.putString(event.eventType());
    target.putUuid(event.actorIdHigh(), event.actorIdLow());
    target.putString(event.actorType());
    target.putString(event.resourceType());
    target.putUuid(event.resourceIdHigh(), event.resourceIdLow());
    target.putString(event.action());
    target.putString(event.details());
    target.putLong(event.timestampMillis());
    target.putLong(ingestedAtMillis);
    target.putUuid(origin.batchIdHigh(), origin.batchIdLow());
    target.putUuid(origin.topicIdHigh(), origin.topicIdLow());
    target.putInt(origin.partition());
    target.putLong(origin.offset());
  }
}
