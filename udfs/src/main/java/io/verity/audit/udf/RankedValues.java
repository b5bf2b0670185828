package io.verity.audit.udf;

import java.math.BigDecimal;
import java.util.Arrays;

/** The values that a percentile is asked of. Public, with public fields, for Flink's serialiser. */
public final class RankedValues {

  public long[] values = new long[16];
  public int size;
  public BigDecimal p;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /**
   * @param rank counted from one
   */
  long smallest(int rank) {
    Arrays.sort(values, 0, size);
    return values[rank - 1];
  }
}
