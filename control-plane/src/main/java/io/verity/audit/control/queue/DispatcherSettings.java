package io.verity.audit.control.queue;

import io.verity.audit.store.QueueSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * How a replica works the queue off.
 *
 * @param replica its name, which no other process has
 * @param poll how often it looks for work, and after the work that it has
 */
public record DispatcherSettings(String replica, QueueSettings queue, Duration poll) {

  public DispatcherSettings {
    Objects.requireNonNull(queue, "queue");
    if (replica.isBlank()) {
      throw new IllegalArgumentException("a replica needs a name of its own");
    }
    if (poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException("the time between two looks has to be positive");
    }
  }
}
