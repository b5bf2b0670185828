package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.render.CellText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The period as a reader says it: the last day included, or the moment at which it ends. */
final class Period {

  private Period() {}

  static String of(ReportDefinition definition) {
    Instant start = definition.periodStart();
    Instant end = definition.periodEnd();
    if (beginsADay(start) && beginsADay(end)) {
      return day(start) + " to " + day(end.minus(1, ChronoUnit.DAYS)) + " (UTC)";
    }
    return CellText.toTheSecond(start) + " until " + CellText.toTheSecond(end) + " (UTC)";
  }

  private static boolean beginsADay(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.DAYS));
  }

  private static String day(Instant instant) {
    return CellText.toTheSecond(instant).substring(0, 10);
  }
}
