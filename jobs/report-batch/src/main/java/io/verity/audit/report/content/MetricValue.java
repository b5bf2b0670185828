package io.verity.audit.report.content;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** The value of a metric. */
public sealed interface MetricValue {

  /** A number, or null where there was nothing to compute it from. */
  record Scalar(BigDecimal value) implements MetricValue {}

  /** Numbers by key. */
  record Counts(SortedMap<String, BigDecimal> values) implements MetricValue {}

  /** Texts, sorted. */
  record Texts(List<String> values) implements MetricValue {}
}
