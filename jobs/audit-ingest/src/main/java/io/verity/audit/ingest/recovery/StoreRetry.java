package io.verity.audit.ingest.recovery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.verity.audit.trail.TrailStoreException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a statement again while its error may pass: with growing, jittered pauses, bounded by time
 * and not by count. Reacts to interruption, so that a task can be cancelled in mid-outage.
 */
public final class StoreRetry {

  private static final Logger LOG = LoggerFactory.getLogger(StoreRetry.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final double JITTER = 0.3;

  private final RetryPolicy<Object> policy;

  /**
   * @param limit after which the last error is thrown
   * @param onFailure told of every failed attempt
   */
  public StoreRetry(Duration limit, Runnable onFailure) {
    this(limit, FIRST_PAUSE, LONGEST_PAUSE, onFailure);
  }

  public StoreRetry(
      Duration limit, Duration firstPause, Duration longestPause, Runnable onFailure) {
    this.policy =
        RetryPolicy.builder()
            .handleIf(StoreRetry::mayPass)
            .withBackoff(firstPause.toNanos(), longestPause.toNanos(), ChronoUnit.NANOS)
            .withJitter(JITTER)
            .withMaxAttempts(-1)
            .withMaxDuration(limit)
            .onFailedAttempt(
                attempt -> {
                  onFailure.run();
                  LOG.warn(
                      "attempt {}: {}",
                      attempt.getAttemptCount(),
                      attempt.getLastException().getMessage());
                })
            .build();
  }

  public void run(Runnable statement) throws InterruptedException {
    get(
        () -> {
          statement.run();
          return null;
        });
  }

  public <T> T get(CheckedSupplier<T> statement) throws InterruptedException {
    try {
      return Failsafe.with(policy).get(statement);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e;
    }
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof TrailStoreException store
        && store.isRetryable()
        && !Thread.currentThread().isInterrupted();
  }
}
