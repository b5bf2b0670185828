package io.verity.audit.udf;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code HOURS_BETWEEN(from, to)}: hours to two decimals, negative where {@code to} is earlier. */
public final class HoursBetween extends ScalarFunction {

  private static final Hours HOURS = new Hours();

  public @DataTypeHint("DECIMAL(20, 2)") BigDecimal eval(
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime from,
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime to) {
    return from == null || to == null ? null : HOURS.eval(ChronoUnit.MILLIS.between(from, to));
  }
}
