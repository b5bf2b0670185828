package io.verity.audit.ingest.format;

import java.time.Clock;
import java.time.Duration;

/**
 * The timestamps that the trail can hold. They move with the clock, so a decoder asks for every
 * record.
 */
public interface DecoderLimits {

  /** The oldest timestamp accepted; milliseconds since 1970. */
  long oldestMillis();

  /** The newest timestamp accepted; milliseconds since 1970. */
  long newestMillis();

  /** How long the trail keeps an event. */
  Duration retention();

  /**
   * Limits that keep a day's distance from the retention: an older row could be removed between its
   * insert and the check that it is there, and would look lost.
   *
   * @param newestMillis the newest timestamp that the table's column can hold
   */
  static DecoderLimits forRetention(Duration retention, Clock clock, long newestMillis) {
    return new RetentionLimits(retention, clock, newestMillis);
  }
}
