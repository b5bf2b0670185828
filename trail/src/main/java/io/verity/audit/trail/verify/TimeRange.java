package io.verity.audit.trail.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Milliseconds since the epoch, from {@code fromMillis} up to but without {@code toMillis}, of the
 * table's time column: the event's timestamp, or when a reject was taken in.
 */
public record TimeRange(long fromMillis, long toMillis) {

  /** No bound at all. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeRange {
    if (fromMillis >= toMillis) {
      throw new IllegalArgumentException(
          "the range ends before it begins: " + fromMillis + " to " + toMillis);
    }
  }

  /** A bound that is null is none. */
  public static TimeRange of(Instant from, Instant to) {
    return new TimeRange(
        from == null ? Long.MIN_VALUE : from.toEpochMilli(),
        to == null ? Long.MAX_VALUE : to.toEpochMilli());
  }

  public boolean isAll() {
    return equals(ALL);
  }

  public boolean contains(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }

  /** Whether anything from {@code min} to {@code max}, both included, is in the range. */
  public boolean intersects(long min, long max) {
    return isAll() || min < toMillis && max >= fromMillis;
  }

  /** Whether a month such as 202607 has a part in the range; what is no month always has. */
  boolean intersectsMonth(long yearAndMonth) {
    try {
      YearMonth month =
          YearMonth.of(Math.toIntExact(yearAndMonth / 100), Math.toIntExact(yearAndMonth % 100));
      return intersects(startOf(month), startOf(month.plusMonths(1)) - 1);
    } catch (DateTimeException e) {
      return true;
    }
  }

  private static long startOf(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
