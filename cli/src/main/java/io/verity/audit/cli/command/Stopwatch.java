package io.verity.audit.cli.command;

import java.time.Duration;

/** Time since it was made. */
final class Stopwatch {

  private final long began = System.nanoTime();

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** To a tenth, for people. */
  double seconds() {
    return Math.round(elapsed().toMillis() / 100.0) / 10.0;
  }
}
