package io.verity.audit.control.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** So many calls a second for each key; a burst of one second's is taken at once. */
final class RateLimiter {

  private static final int KEYS = 100_000;

  private final int perSecond;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(KEYS).expireAfterAccess(Duration.ofMinutes(1)).build();

  /**
   * @param perSecond 0: any number
   */
  RateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * @throws Problem 429, where the key has used its share
   */
  void take(String key) {
    if (perSecond == 0) {
      return;
    }
    ConsumptionProbe probe = buckets.get(key, any -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
      throw new Problem(
              429,
              "rate-limited",
              "Too many requests",
              "more than " + perSecond + " calls a second: wait, then try again")
          .header("Retry-After", Long.toString(seconds));
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
