package io.verity.audit.udf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code RATE(part, whole)} to four decimals, half up; null of nothing. */
public final class Rate extends ScalarFunction {

  public @DataTypeHint("DECIMAL(20, 4)") BigDecimal eval(Long part, Long whole) {
    if (part == null || whole == null || whole == 0) {
      return null;
    }
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }
}
