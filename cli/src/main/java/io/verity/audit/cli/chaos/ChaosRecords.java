package io.verity.audit.cli.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The records of a campaign, numbered from 0. A number says everything about its record, so that
 * what the trail holds can be told to be it: most are events of now, some of other months, some a
 * few hours late, and one in 50 is garbage of one kind or another.
 */
final class ChaosRecords {

  private static final int GARBAGE_EVERY = 50;
  private static final long UUID_VARIANT = 0x8000_0000_0000_0000L;
  private static final long NUMBER_BITS = 0x0FFF_FFFF_FFFF_FFFFL;

  private final long idHigh;

  ChaosRecords(long seed) {
    this.idHigh = new SplittableRandom(seed).nextLong() & ~0xF000L | 0x4000L;
  }

  boolean isGarbage(long number) {
    return number % GARBAGE_EVERY == 7;
  }

  byte[] key(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  /** Null for a tombstone. */
  byte[] value(long number, Instant now) {
    return isGarbage(number) ? garbage(number) : event(number, now).getBytes(UTF_8);
  }

  UUID eventId(long number) {
    return new UUID(idHigh, UUID_VARIANT | number);
  }

  /** -1 where the id is of no event of this campaign. */
  long numberOf(UUID eventId) {
    long low = eventId.getLeastSignificantBits();
    boolean ours =
        eventId.getMostSignificantBits() == idHigh && (low & ~NUMBER_BITS) == UUID_VARIANT;
    return ours && !isGarbage(low & NUMBER_BITS) ? low & NUMBER_BITS : -1;
  }

  /** -1 where the rejected record is none of this campaign, or not with the bytes it was sent. */
  long numberOf(byte[] key, byte[] value) {
    try {
      long number = key == null ? -1 : Long.parseLong(new String(key, UTF_8));
      return number >= 0 && isGarbage(number) && Arrays.equals(value, garbage(number))
          ? number
          : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private byte[] garbage(long number) {
    return switch ((int) (number / GARBAGE_EVERY % 4)) {
      case 0 -> ("record " + number + " is not JSON").getBytes(UTF_8);
      case 1 -> ("{\"event_id\":\"" + eventId(number) + "\"}").getBytes(UTF_8);
      case 2 -> new byte[] {'{', '"', (byte) 0xFF, (byte) 0xFE, (byte) number};
      default -> null;
    };
  }

  private String event(long number, Instant now) {
    return """
        {"event_id":"%s","event_type":"CHAOS_EVENT","actor_id":"%s","actor_type":"SERVICE",\
        "resource_type":"DOCUMENT","resource_id":"%s","action":"UPDATE",\
        "details":{"number":%d},"timestamp":"%s"}"""
        .formatted(
            eventId(number),
            new UUID(idHigh, UUID_VARIANT | number % 97),
            new UUID(idHigh, UUID_VARIANT | number % 9973),
            number,
            now.minus(age(number)));
  }

  private static Duration age(long number) {
    return switch ((int) (number % 20)) {
      case 3 -> Duration.ofDays(40);
      case 9 -> Duration.ofDays(400);
      case 11 -> Duration.ofHours(number % 48);
      default -> Duration.ZERO;
    };
  }
}
