package io.verity.audit.connector.clickhouse.pushdown;

import io.verity.audit.connector.clickhouse.type.Column;
import io.verity.audit.connector.clickhouse.type.Column.Kind;
import io.verity.audit.connector.clickhouse.type.ColumnMapping;
import io.verity.audit.connector.clickhouse.type.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Translates Flink's local aggregate to a ClickHouse GROUP BY. Flink merges what comes back, so the
 * groups may be finer than Flink's, never coarser, and each value has to be exactly what the local
 * aggregate would have handed on, in its type:
 *
 * <ul>
 *   <li>COUNT: a BIGINT, never NULL;
 *   <li>SUM of integers: in the type of the column, wrapping around as Flink's addition does; NULL
 *       over no value;
 *   <li>SUM of decimals, and of integers declared DECIMAL: 38 digits. Refused for columns of more
 *       than 27 digits, where a sum might leave them;
 *   <li>MIN and MAX of numbers, text, times and dates; a UUID or enum is compared as the text it is
 *       in Flink, not in ClickHouse's order of it;
 *   <li>AVG arrives as a sum that is 0 over nothing, and a count.
 * </ul>
 *
 * Refused: floats (an addition's result depends on the order, NaN and -0.0 on the system), booleans
 * and arrays but for counting, and every function not named here.
 */
public final class Aggregates {

  private static final int MAX_SUMMED_DIGITS = 27;

  private final List<Column> input;

  /**
   * @param input the columns that the aggregate reads, in the order its indexes count
   */
  public Aggregates(List<Column> input) {
    this.input = input;
  }

  /** What is selected and grouped by. */
  public record Translated(List<String> outputs, List<String> groupBy) {}

  /** All of the aggregate, or nothing. */
  public Optional<Translated> translate(
      int[] grouping, List<AggregateExpression> aggregates, RowType produced) {
    if (produced.getFieldCount() != grouping.length + aggregates.size()
        || (HiddenProjection.isOffered() && !countsRowsOnly(grouping, aggregates))) {
      return Optional.empty();
    }
    List<String> outputs = new ArrayList<>();
    List<String> groupBy = new ArrayList<>();
    for (int index : grouping) {
      Column column = input.get(index);
      if (column.kind() == Kind.FLOAT || column.kind() == Kind.ARRAY) {
        return Optional.empty();
      }
      outputs.add(column.selected());
      groupBy.add(column.raw());
    }
    for (AggregateExpression aggregate : aggregates) {
      Optional<String> sql = one(aggregate, produced.getTypeAt(outputs.size()));
      if (sql.isEmpty()) {
        return Optional.empty();
      }
      outputs.add(sql.get());
    }
    return Optional.of(new Translated(outputs, groupBy));
  }

  /** The one aggregate that names no column. */
  private static boolean countsRowsOnly(int[] grouping, List<AggregateExpression> aggregates) {
    return grouping.length == 0
        && aggregates.stream().allMatch(aggregate -> aggregate.getArgs().isEmpty());
  }

  private Optional<String> one(AggregateExpression aggregate, LogicalType result) {
    if (aggregate.isDistinct()
        || aggregate.isApproximate()
        || aggregate.getFilterExpression().isPresent()) {
      return Optional.empty();
    }
    Optional<AggregateFunction> function = AggregateFunction.of(aggregate.getFunctionDefinition());
    if (function.isEmpty()) {
      return Optional.empty();
    }
    if (function.get() == AggregateFunction.COUNT_ROWS || aggregate.getArgs().isEmpty()) {
      return function.get() == AggregateFunction.COUNT_ROWS
              || function.get() == AggregateFunction.COUNT
          ? Optional.of("toInt64(count())")
          : Optional.empty();
    }
    Column column = column(aggregate);
    return switch (function.get()) {
      case COUNT_ROWS, COUNT -> Optional.of("toInt64(count(" + column.raw() + "))");
      case SUM -> sum(column, result, "sumOrNull(");
      case SUM_OR_ZERO -> sum(column, result, "sum(").map(sum -> "ifNull(" + sum + ", 0)");
      case MIN -> extreme(column, result, "minOrNull(");
      case MAX -> extreme(column, result, "maxOrNull(");
    };
  }

  private static Optional<String> sum(Column column, LogicalType result, String function) {
    if (result instanceof DecimalType decimal) {
      return summedAsDecimal(column)
          .map(value -> decimal(function + value + ")", decimal.getScale()));
    }
    return column.kind() == Kind.INTEGER
        ? ColumnMapping.integer(result)
            .map(to -> "to" + to + "(" + function + column.value() + "))")
        : Optional.empty();
  }

  private static Optional<String> summedAsDecimal(Column column) {
    if (column.kind() == Kind.INTEGER) {
      return Optional.of("toDecimal128(" + column.value() + ", 0)");
    }
    boolean fits =
        column.kind() == Kind.DECIMAL
            && Integer.parseInt(column.server().arguments().get(0)) <= MAX_SUMMED_DIGITS;
    return fits ? Optional.of(column.value()) : Optional.empty();
  }

  private static String decimal(String sum, int scale) {
    return "toDecimal128(" + sum + ", " + scale + ")";
  }

  private static Optional<String> extreme(Column column, LogicalType result, String function) {
    return switch (column.kind()) {
      case TEXT, UUID, AS_TEXT, INTEGER, DECIMAL, TIMESTAMP, DATE ->
          Optional.of(Transport.of(result, function + column.value() + ")"));
      case FLOAT, BOOLEAN, ARRAY -> Optional.empty();
    };
  }

  private Column column(AggregateExpression aggregate) {
    return input.get(aggregate.getArgs().get(0).getFieldIndex());
  }
}
