package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;

/** Reads an event's time, and checks that the trail can keep it. */
final class TimestampField {

  private static final String EXPECTED =
      "an RFC 3339 time with a zone such as 2026-01-31T09:30:00.123Z";

  private final DecoderLimits limits;

  TimestampField(DecoderLimits limits) {
    this.limits = limits;
  }

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  long read(JsonParser parser, String field) throws IOException, RejectedException {
    if (parser.currentToken().isNumeric()) {
      throw FieldValues.mismatch(parser, field, EXPECTED, ": the unit of a number is ambiguous");
    }
    FieldValues.requireString(parser, field, EXPECTED);
    long millis =
        Rfc3339.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    if (millis >= Rfc3339.LEAP_SECOND) {
      throw FieldValues.mismatch(parser, field, EXPECTED, problem(millis));
    }
    if (millis < limits.oldestMillis()) {
      throw new RejectedException(
          "timestamp "
              + parser.getText()
              + " is older than the retention of "
              + limits.retention().toDays()
              + " days: it would be removed at once");
    }
    if (millis > limits.newestMillis()) {
      throw new RejectedException(
          "timestamp "
              + parser.getText()
              + " is later than the latest that the trail can hold, "
              + Instant.ofEpochMilli(limits.newestMillis()));
    }
    return millis;
  }

  private static String problem(long result) {
    if (result == Rfc3339.NO_ZONE) {
      return ": it has no zone";
    }
    if (result == Rfc3339.NO_SUCH_TIME) {
      return ": there is no such time";
    }
    if (result == Rfc3339.LEAP_SECOND) {
      return ": a leap second cannot be stored";
    }
    return "";
  }
}
