package io.verity.audit.udf;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code MILLIS_BETWEEN(from, to)}: exact, for what is to be ranked or summed before it is rounded;
 * TIMESTAMPDIFF has no unit below the second.
 */
public final class MillisBetween extends ScalarFunction {

  public Long eval(
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime from,
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime to) {
    return from == null || to == null ? null : ChronoUnit.MILLIS.between(from, to);
  }
}
