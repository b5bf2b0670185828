package io.verity.audit.collect.engine;

import java.time.Instant;

/**
 * What the task of a control's schedule knows, as text, which outlives versions of this program.
 *
 * @param since when this schedule began; periods that ended before are not asked for
 */
record ScheduleData(Instant since, String cron) {

  static ScheduleData read(String text) {
    int space = text.indexOf(' ');
    return new ScheduleData(Instant.parse(text.substring(0, space)), text.substring(space + 1));
  }

  String text() {
    return since + " " + cron;
  }
}
