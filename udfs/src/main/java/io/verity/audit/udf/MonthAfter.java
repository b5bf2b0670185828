package io.verity.audit.udf;

import java.time.LocalDateTime;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code MONTH_AFTER(timestamp)}: one calendar month on: the same day of the next month, or its
 * last day where it is shorter (Regulation 1182/71, article 3).
 */
public final class MonthAfter extends ScalarFunction {

  public @DataTypeHint("TIMESTAMP(3)") LocalDateTime eval(
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime timestamp) {
    return timestamp == null ? null : timestamp.plusMonths(1);
  }
}
