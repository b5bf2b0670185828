package io.verity.audit.connector.clickhouse.pushdown;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;

/**
 * The aggregate functions that can be computed in ClickHouse. The planner's own classes are out of
 * a connector's reach (its class loader hides them), so they are known by name; an unknown name is
 * not pushed.
 */
enum AggregateFunction {
  COUNT_ROWS,
  COUNT,
  SUM,
  /** The sum that is 0 over nothing: half of an AVG. */
  SUM_OR_ZERO,
  MIN,
  MAX;

  private static final Map<String, AggregateFunction> PLANNER_CLASSES =
      Map.of(
          "Count1AggFunction", COUNT_ROWS,
          "CountAggFunction", COUNT,
          "SumAggFunction", SUM,
          "Sum0AggFunction", SUM_OR_ZERO,
          "MinAggFunction", MIN,
          "MaxAggFunction", MAX);

  static Optional<AggregateFunction> of(FunctionDefinition function) {
    for (Class<?> at = function.getClass(); at != null; at = at.getSuperclass()) {
      AggregateFunction known = PLANNER_CLASSES.get(at.getSimpleName());
      if (known != null) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
