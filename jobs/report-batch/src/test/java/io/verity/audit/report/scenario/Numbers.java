package io.verity.audit.report.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The arithmetic of metrics.md: exact until the one rounding at the end, null from nothing. */
final class Numbers {

  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000);

  private Numbers() {}

  /** Nearest rank: the ceil(percent * n / 100)-th smallest of durations, in hours. */
  static BigDecimal percentileHours(List<Long> millis, int percent) {
    if (millis.isEmpty()) {
      return null;
    }
    List<Long> sorted = millis.stream().sorted().toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return hours(BigDecimal.valueOf(sorted.get(rank - 1)), 1);
  }

  static BigDecimal medianHours(List<Long> millis) {
    return percentileHours(millis, 50);
  }

  static BigDecimal meanHours(List<Long> millis) {
    return millis.isEmpty()
        ? null
        : hours(
            millis.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add),
            millis.size());
  }

  static BigDecimal rate(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }

  /** How often each text comes; a missing one (null) is not counted. */
  static Map<String, Long> counts(Stream<String> texts) {
    Map<String, Long> counts = new TreeMap<>();
    texts.filter(text -> text != null).forEach(text -> counts.merge(text, 1L, Long::sum));
    return counts;
  }

  private static BigDecimal hours(BigDecimal millis, long divisor) {
    return millis.divide(HOUR.multiply(BigDecimal.valueOf(divisor)), 2, RoundingMode.HALF_UP);
  }
}
