package io.verity.audit.trail.verify;

import java.time.Duration;

/**
 * What to verify.
 *
 * @param range of the time column; gaps and overlaps are always those of the whole ledger, since
 *     coverage is about Kafka offsets, which know no time
 * @param grace how long to wait for the committed mark of batches that are being written just now
 */
public record VerifyOptions(TimeRange range, Duration grace, VerifyProgress progress) {

  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  public VerifyOptions {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace is negative: " + grace);
    }
  }

  /** The whole trail. */
  public static VerifyOptions everything() {
    return new VerifyOptions(TimeRange.ALL, DEFAULT_GRACE, VerifyProgress.NONE);
  }

  public VerifyOptions within(TimeRange range) {
    return new VerifyOptions(range, grace, progress);
  }

  public VerifyOptions withGrace(Duration grace) {
    return new VerifyOptions(range, grace, progress);
  }

  public VerifyOptions withProgress(VerifyProgress progress) {
    return new VerifyOptions(range, grace, progress);
  }
}
