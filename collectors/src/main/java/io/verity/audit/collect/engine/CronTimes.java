package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The moments that a Unix cron expression names, in UTC, and the periods between them. */
final class CronTimes {

  /** A period of evidence, and what its control is to be asked of it. */
  record Period(Instant start, Instant end) {}

  /** Leap days come every four years, or every eight around a turn of the century. */
  private static final Duration LONGEST_GAP = Duration.ofDays(9 * 366);

  private final CronSchedule schedule;

  /**
   * @throws IllegalArgumentException where it is none
   */
  CronTimes(String expression) {
    this(expression, CronStyle.UNIX);
  }

  /** For tests that can't wait for a minute to pass. */
  CronTimes(String expression, CronStyle style) {
    this.schedule = new CronSchedule(expression, ZoneOffset.UTC, style);
  }

  /** The first after that moment. */
  Instant next(Instant after) {
    return schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(after));
  }

  /**
   * The last before that moment. The expression can only be asked for the next one, so this halves
   * the time in which the answer lies.
   */
  Instant previous(Instant before) {
    Instant early = before.minus(LONGEST_GAP);
    Instant late = before;
    if (!next(early).isBefore(before)) {
      throw new IllegalArgumentException(schedule.getPattern() + " names no moment");
    }
    while (Duration.between(early, late).toMillis() > 1) {
      Instant middle = early.plus(Duration.between(early, late).dividedBy(2));
      if (next(middle).isBefore(before)) {
        early = middle;
      } else {
        late = middle;
      }
    }
    return next(early);
  }

  /**
   * The periods that ended after one moment and not after the other, oldest first.
   *
   * @param limit the newest of them are given, at most so many
   */
  List<Period> ended(Instant after, Instant until, int limit) {
    Deque<Period> periods = new ArrayDeque<>();
    Instant end = previous(until.plusNanos(1));
    while (end.isAfter(after) && periods.size() < limit) {
      Instant start = previous(end);
      periods.addFirst(new Period(start, end));
      end = start;
    }
    return List.copyOf(periods);
  }
}
