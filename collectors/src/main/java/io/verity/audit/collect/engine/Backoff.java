package io.verity.audit.collect.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before another attempt: twice as long each time, and never all together. */
record Backoff(Duration first, Duration limit) {

  /** Whoever says "come again in a year" is asked again tomorrow. */
  private static final Duration LONGEST_WISH = Duration.ofDays(1);

  private static final int DOUBLINGS = 30;

  /**
   * @param failures so far, this one included
   * @param wish of a source, which is kept where it is longer; null for none
   */
  Duration after(int failures, Duration wish) {
    long most = limit.toMillis();
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long whole = doubled <= 0 ? most : Math.min(doubled, most);
    long half = Math.max(1, whole / 2);
    Duration pause = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    if (wish == null || wish.compareTo(pause) <= 0) {
      return pause;
    }
    return wish.compareTo(LONGEST_WISH) < 0 ? wish.plus(pause) : LONGEST_WISH.plus(pause);
  }
}
