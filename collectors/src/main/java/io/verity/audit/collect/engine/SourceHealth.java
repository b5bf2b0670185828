package io.verity.audit.collect.engine;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps this replica's workers from a source that does not answer: where several calls in a row ran
 * out of time, it is left alone for a while, and then asked by one to see. Otherwise all workers
 * would come to wait for the same source, and no other would be collected any more.
 */
final class SourceHealth {

  static final int IN_A_ROW = 3;
  static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Map<String, CircuitBreaker<Object>> breakers = new ConcurrentHashMap<>();

  /** Why nobody is to be asked to wait for the source now; empty where it is asked. */
  Optional<Section.Failed> leftAlone(String source) {
    CircuitBreaker<Object> breaker = breaker(source);
    boolean alone = breaker.isOpen() && !breaker.getRemainingDelay().isZero();
    return alone ? Optional.of(failed(breaker)) : Optional.empty();
  }

  /**
   * Before a call, which {@link #end} has to follow.
   *
   * @return why it is not to be made; empty where it is
   */
  Optional<Section.Failed> begin(String source) {
    CircuitBreaker<Object> breaker = breaker(source);
    return breaker.tryAcquirePermit() ? Optional.empty() : Optional.of(failed(breaker));
  }

  void end(String source, boolean inTime) {
    if (inTime) {
      breaker(source).recordSuccess();
    } else {
      breaker(source).recordFailure();
    }
  }

  private static Section.Failed failed(CircuitBreaker<Object> breaker) {
    Duration left = breaker.getRemainingDelay();
    return new Section.Failed(
        "did not answer %d times in a row and is left alone for %d s"
            .formatted(IN_A_ROW, LEFT_ALONE.toSeconds()),
        true,
        left.isZero() ? Duration.ofSeconds(1) : left);
  }

  private CircuitBreaker<Object> breaker(String source) {
    return breakers.computeIfAbsent(
        source,
        any ->
            CircuitBreaker.builder()
                .withFailureThreshold(IN_A_ROW)
                .withSuccessThreshold(1)
                .withDelay(LEFT_ALONE)
                .build());
  }
}
