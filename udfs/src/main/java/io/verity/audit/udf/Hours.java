package io.verity.audit.udf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code HOURS(milliseconds)} and {@code HOURS(sum_of_milliseconds, count)}, the mean: hours,
 * rounded once, half up, to two decimals. Null where there is nothing to compute from.
 */
public final class Hours extends ScalarFunction {

  private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

  public @DataTypeHint("DECIMAL(20, 2)") BigDecimal eval(Long milliseconds) {
    return eval(milliseconds, 1L);
  }

  public @DataTypeHint("DECIMAL(20, 2)") BigDecimal eval(Long sumOfMilliseconds, Long count) {
    if (sumOfMilliseconds == null || count == null || count == 0) {
      return null;
    }
    return BigDecimal.valueOf(sumOfMilliseconds)
        .divide(MILLIS_PER_HOUR.multiply(BigDecimal.valueOf(count)), 2, RoundingMode.HALF_UP);
  }
}
