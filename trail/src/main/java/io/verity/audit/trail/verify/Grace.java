package io.verity.audit.trail.verify;

import io.verity.audit.trail.clickhouse.InterruptedStoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The time that young batches are given to be finished, over all that is waited for. */
final class Grace {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Duration duration;
  private final long start = System.nanoTime();

  Grace(Duration duration) {
    this.duration = duration;
  }

  /** Waits for the condition, asked at least once; no longer than is left of the grace. */
  void await(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      long left = duration.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        return;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, POLL.toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedStoreException(what, e);
      }
    }
  }

  @Override
  public String toString() {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
