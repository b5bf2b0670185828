package io.verity.audit.trail;

import java.util.UUID;

/**
 * One audit event: the columns that a producer decides. Mutable and reused from record to record,
 * so that the hot path allocates nothing; {@link AuditRow} turns it into the trail's canonical
 * bytes.
 *
 * <p>Text is UTF-8. {@code details} holds the producer's own bytes, untouched.
 */
public final class AuditEvent {

  private long eventIdHigh;
  private long eventIdLow;
  private long actorIdHigh;
  private long actorIdLow;
  private long resourceIdHigh;
  private long resourceIdLow;
  private final ByteSlice eventType = new ByteSlice();
  private final ByteSlice actorType = new ByteSlice();
  private final ByteSlice resourceType = new ByteSlice();
  private final ByteSlice action = new ByteSlice();
  private final ByteSlice details = new ByteSlice();
  private long timestampMillis;

  public void eventId(long high, long low) {
    eventIdHigh = high;
    eventIdLow = low;
  }

  public void eventId(UUID id) {
    eventId(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  public void actorId(long high, long low) {
    actorIdHigh = high;
    actorIdLow = low;
  }

  public void actorId(UUID id) {
    actorId(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  public void resourceId(long high, long low) {
    resourceIdHigh = high;
    resourceIdLow = low;
  }

  public void resourceId(UUID id) {
    resourceId(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Milliseconds since 1970-01-01T00:00:00Z; negative before it. */
  public void timestampMillis(long millis) {
    timestampMillis = millis;
  }

  public UUID eventId() {
    return new UUID(eventIdHigh, eventIdLow);
  }

  public UUID actorId() {
    return new UUID(actorIdHigh, actorIdLow);
  }

  public UUID resourceId() {
    return new UUID(resourceIdHigh, resourceIdLow);
  }

  public long eventIdHigh() {
    return eventIdHigh;
  }

  public long eventIdLow() {
    return eventIdLow;
  }

  public long actorIdHigh() {
    return actorIdHigh;
  }

  public long actorIdLow() {
    return actorIdLow;
  }

  public long resourceIdHigh() {
    return resourceIdHigh;
  }

  public long resourceIdLow() {
    return resourceIdLow;
  }

  public ByteSlice eventType() {
    return eventType;
  }

  /** USER, SYSTEM or SERVICE. */
  public ByteSlice actorType() {
    return actorType;
  }

  public ByteSlice resourceType() {
    return resourceType;
  }

  public ByteSlice action() {
    return action;
  }

  public ByteSlice details() {
    return details;
  }

  public long timestampMillis() {
    return timestampMillis;
  }
}
