package io.verity.audit.udf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.AggregateFunction;

/**
 * {@code PERCENTILE_NEAREST_RANK(value, p)}: the {@code ceil(p * n)}-th smallest of n values, null
 * of none; null values do not count. p is a decimal above 0 and up to 1, since as a binary fraction
 * 0.95 times 20 is not 19.
 *
 * <p>All values are kept, eight bytes each: the answer is exact. There is no merging of parts, so
 * that Flink plans one aggregation and never serialises them.
 */
@FunctionHint(
    input = {@DataTypeHint("BIGINT"), @DataTypeHint("DECIMAL(10, 6)")},
    output = @DataTypeHint("BIGINT"),
    accumulator = @DataTypeHint(value = "RAW", bridgedTo = RankedValues.class))
public final class PercentileNearestRank extends AggregateFunction<Long, RankedValues> {

  @Override
  public RankedValues createAccumulator() {
    return new RankedValues();
  }

  public void accumulate(RankedValues values, Long value, BigDecimal p) {
    if (p == null || p.signum() <= 0 || p.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "PERCENTILE_NEAREST_RANK takes p above 0 and up to 1, not " + p);
    }
    if (value != null) {
      values.p = p;
      values.add(value);
    }
  }

  @Override
  public Long getValue(RankedValues values) {
    if (values.size == 0) {
      return null;
    }
    BigDecimal rank = values.p.multiply(BigDecimal.valueOf(values.size));
    return values.smallest(rank.setScale(0, RoundingMode.CEILING).intValueExact());
  }
}
