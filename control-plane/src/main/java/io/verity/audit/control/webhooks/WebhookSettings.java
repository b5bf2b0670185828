package io.verity.audit.control.webhooks;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param callTimeout from looking up the name to the end of the answer
 * @param lease after which a call whose end nobody recorded is made again; longer than a call
 * @param firstPause before the second attempt; doubled with each
 * @param maxAttempts after which a delivery has failed
 */
public record WebhookSettings(
    Duration callTimeout,
    Duration lease,
    Duration firstPause,
    Duration longestPause,
    int maxAttempts) {

  /** About a day of attempts. */
  public static final WebhookSettings DEFAULT =
      new WebhookSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofHours(6),
          15);

  public WebhookSettings {
    if (lease.compareTo(callTimeout) <= 0) {
      throw new IllegalArgumentException("a lease that ends before its call makes it twice");
    }
  }

  /** At least half of what it grows to, so that those who failed together do not return so. */
  Duration pause(int attempt, double chance) {
    double doubled = firstPause.toMillis() * Math.pow(2, Math.min(attempt - 1, 30));
    double millis = Math.min(doubled, longestPause.toMillis());
    return Duration.ofMillis((long) (millis * (0.5 + chance / 2)));
  }
}
