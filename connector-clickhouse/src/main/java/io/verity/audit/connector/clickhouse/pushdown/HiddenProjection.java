package io.verity.audit.connector.clickhouse.pushdown;

/**
 * Guards against a mistake of the planner (Flink 2.3, {@code PushLocalAggIntoScanRuleBase}): where
 * all aggregates are COUNT it looks through any projection between aggregate and scan, and offers
 * the aggregate with indexes that count the projection's columns, as if they were the scan's.
 * {@code SELECT a, COUNT(*) ... WHERE a = 'x' GROUP BY a}, or a GROUP BY of an expression, would
 * silently be grouped by another column. Nothing that a source is handed tells; only which rule
 * asks does.
 */
final class HiddenProjection {

  private static final String RULES = "AggWithCalcIntoScanRule";
  private static final int NEAREST = 16;

  private HiddenProjection() {}

  /** Whether the aggregate now offered stands above a projection. */
  static boolean isOffered() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.limit(NEAREST).anyMatch(frame -> frame.getClassName().endsWith(RULES)));
  }
}
