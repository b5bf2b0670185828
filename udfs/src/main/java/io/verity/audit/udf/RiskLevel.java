package io.verity.audit.udf;

import java.math.BigDecimal;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code RISK_LEVEL(score, critical, high, medium)}: CRITICAL, HIGH or MEDIUM from that threshold
 * on, otherwise LOW, which an unknown score is as well.
 */
public final class RiskLevel extends ScalarFunction {

  public String eval(
      @DataTypeHint("DECIMAL(20, 6)") BigDecimal score,
      @DataTypeHint("DECIMAL(20, 6)") BigDecimal critical,
      @DataTypeHint("DECIMAL(20, 6)") BigDecimal high,
      @DataTypeHint("DECIMAL(20, 6)") BigDecimal medium) {
    if (score == null) {
      return "LOW";
    } else if (score.compareTo(critical) >= 0) {
      return "CRITICAL";
    } else if (score.compareTo(high) >= 0) {
      return "HIGH";
    }
    return score.compareTo(medium) >= 0 ? "MEDIUM" : "LOW";
  }
}
