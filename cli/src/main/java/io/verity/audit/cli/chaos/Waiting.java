package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never longer than told. */
final class Waiting {

  private Waiting() {}

  /** Whether the condition came true in time. */
  static boolean until(BooleanSupplier condition, Duration limit, Duration interval)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > limit.toNanos()) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
    }
    return true;
  }

  /** Fails, with what did not happen, where the condition does not come true in time. */
  static void require(String what, BooleanSupplier condition, Duration limit, Duration interval)
      throws InterruptedException {
    if (!until(condition, limit, interval)) {
      throw new CliException(what + " did not happen within " + limit.toSeconds() + " s");
    }
  }
}
