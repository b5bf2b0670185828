package io.verity.audit.control.evidence;

import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The period that evidence is of. */
record Period(Instant start, Instant end) {

  private static final int TIME = 64;

  static Period read(JsonBody body) {
    Instant start = time(body, "period_start");
    Instant end = time(body, "period_end");
    if (!start.isBefore(end)) {
      throw Problem.badRequest(
          "the period's start, %s, is not before its end, %s".formatted(start, end));
    }
    return new Period(start, end);
  }

  /** As fine as PostgreSQL keeps it. */
  private static Instant time(JsonBody body, String field) {
    return Query.time(field, body.text(field, TIME)).truncatedTo(ChronoUnit.MICROS);
  }
}
