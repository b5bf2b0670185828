package io.verity.audit.ingest.format;

import java.time.Clock;
import java.time.Duration;

/** See {@link DecoderLimits#forRetention}. Reading the clock is the whole cost, some 20 ns. */
final class RetentionLimits implements DecoderLimits {

  private static final Duration MARGIN = Duration.ofDays(1);

  private final Duration retention;
  private final Clock clock;
  private final long newestMillis;
  private final long acceptedMillis;

  RetentionLimits(Duration retention, Clock clock, long newestMillis) {
    if (retention.compareTo(MARGIN) <= 0) {
      throw new IllegalArgumentException(
          "a retention of " + retention + " leaves nothing after the margin of a day");
    }
    this.retention = retention;
    this.clock = clock;
    this.newestMillis = newestMillis;
    this.acceptedMillis = retention.minus(MARGIN).toMillis();
  }

  @Override
  public long oldestMillis() {
    return clock.millis() - acceptedMillis;
  }

  @Override
  public long newestMillis() {
    return newestMillis;
  }

  @Override
  public Duration retention() {
    return retention;
  }
}
