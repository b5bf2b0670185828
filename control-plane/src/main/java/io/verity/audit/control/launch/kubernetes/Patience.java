package io.verity.audit.control.launch.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long things have been wrong without a break. By this process's own clock: a replica that
 * takes over begins anew.
 */
final class Patience {

  private final Duration limit;
  private final Clock clock;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  Patience(Duration limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Whether it has been wrong for too long. */
  boolean isOver(String name) {
    Instant now = clock.instant();
    return since.computeIfAbsent(name, n -> now).plus(limit).isBefore(now);
  }

  void forget(String name) {
    since.remove(name);
  }
}
