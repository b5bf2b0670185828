package io.verity.audit.udf;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code TIMESTAMP_OF_MILLIS(millis)}: milliseconds since 1970 as a UTC timestamp. A cast of
 * TO_TIMESTAMP_LTZ would be in the time zone of the session.
 */
public final class TimestampOfMillis extends ScalarFunction {

  public @DataTypeHint("TIMESTAMP(3)") LocalDateTime eval(Long millis) {
    return millis == null
        ? null
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
