package io.verity.audit.collect.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** What a replica did since it started, for who watches it. */
public final class EngineNumbers {

  private final AtomicLong collected = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong fenced = new AtomicLong();
  private final AtomicLong lagMillis = new AtomicLong();
  private final IntSupplier abandoned;

  EngineNumbers(IntSupplier abandoned) {
    this.abandoned = abandoned;
  }

  void collected() {
    collected.incrementAndGet();
  }

  void failed() {
    failed.incrementAndGet();
  }

  void fenced() {
    fenced.incrementAndGet();
  }

  void lag(long millis) {
    lagMillis.set(millis);
  }

  /**
   * By name: records that were collected, attempts that failed and that another took over, handlers
   * that hang, and by how many milliseconds the last schedule to fire was late.
   */
  public Map<String, Long> values() {
    return Map.of(
        "collected", collected.get(),
        "failed", failed.get(),
        "fenced", fenced.get(),
        "abandoned_handlers", (long) abandoned.getAsInt(),
        "schedule_lag_millis", lagMillis.get());
  }
}
