package io.verity.audit.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How the queue is worked off. Replicas of one control plane have to agree on it.
 *
 * @param maxConcurrent how many queued runs may be PROCESSING at a time, over all replicas
 * @param lease how long a replica holds a run without a heartbeat
 * @param backoff what the first failure of a run waits; each further one twice as long
 * @param backoffLimit the longest wait
 */
public record QueueSettings(
    int maxConcurrent, Duration lease, Duration backoff, Duration backoffLimit) {

  public QueueSettings {
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException(
          "at least one run at a time has to be allowed, not " + maxConcurrent);
    }
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(backoffLimit, "backoffLimit");
  }
}
