package io.verity.audit.collect.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How a replica collects.
 *
 * @param serviceAccount as whom; stands in every record
 * @param workers how many records at a time; none: it only takes requests, others collect
 * @param attempts that a record gets before a person has to ask again
 * @param backoff before the second attempt; doubled with each further one
 * @param backoffLimit the longest pause between two attempts
 * @param poll how often it looks for what is due
 * @param heartbeat how often it says that it lives; after four that fail to come, others take over
 *     what it was at
 */
public record EngineSettings(
    String serviceAccount,
    int workers,
    int attempts,
    Duration backoff,
    Duration backoffLimit,
    Duration poll,
    Duration heartbeat) {

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  public EngineSettings {
    Objects.requireNonNull(backoffLimit, "backoffLimit");
    if (serviceAccount.isBlank()) {
      throw new IllegalArgumentException("evidence is collected by somebody: name the account");
    }
    if (workers < 0 || attempts < 1) {
      throw new IllegalArgumentException("no fewer than 0 workers and 1 attempt");
    }
    if (!isPositive(backoff) || !isPositive(poll) || !isPositive(heartbeat)) {
      throw new IllegalArgumentException("back-off, poll and heartbeat have to be positive");
    }
  }

  public EngineSettings(
      String serviceAccount,
      int workers,
      int attempts,
      Duration backoff,
      Duration backoffLimit,
      Duration poll) {
    this(serviceAccount, workers, attempts, backoff, backoffLimit, poll, HEARTBEAT);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
