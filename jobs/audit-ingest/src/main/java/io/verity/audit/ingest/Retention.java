package io.verity.audit.ingest;

import io.verity.audit.trail.TrailTable;
import java.time.Duration;

/** How long the trail keeps an event, and what follows for timestamps. */
final class Retention {

  static final Duration PERIOD = TrailTable.RETENTION;

  /**
   * The newest timestamp that is taken. A DateTime64(3) column reaches to 2299, but ClickHouse
   * computes the end of the TTL in 32-bit seconds, which end in 2106: a row whose retention ended
   * beyond would wrap around to 1970 and be removed at once.
   */
  static final long NEWEST_TIMESTAMP_MILLIS = 0xFFFF_FFFFL * 1000 - PERIOD.toMillis();

  private Retention() {}
}
