package io.verity.audit.connector.clickhouse.pushdown;

import io.verity.audit.connector.clickhouse.type.ColumnMapping;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/** Casts the planner puts around a column to compare it, where they change no value. */
final class Widening {

  private static final List<LogicalTypeRoot> INTEGERS =
      List.of(
          LogicalTypeRoot.TINYINT,
          LogicalTypeRoot.SMALLINT,
          LogicalTypeRoot.INTEGER,
          LogicalTypeRoot.BIGINT);

  private Widening() {}

  /** The field, bare or in such a cast. */
  static Optional<FieldReferenceExpression> strip(ResolvedExpression expression) {
    if (expression instanceof FieldReferenceExpression field) {
      return Optional.of(field);
    }
    if (expression instanceof CallExpression call
        && call.getFunctionDefinition() == BuiltInFunctionDefinitions.CAST
        && call.getResolvedChildren().get(0) instanceof FieldReferenceExpression field
        && keeps(
            field.getOutputDataType().getLogicalType(),
            call.getOutputDataType().getLogicalType())) {
      return Optional.of(field);
    }
    return Optional.empty();
  }

  private static boolean keeps(LogicalType from, LogicalType to) {
    if (ColumnMapping.integer(from).isPresent() && ColumnMapping.integer(to).isPresent()) {
      return INTEGERS.indexOf(from.getTypeRoot()) <= INTEGERS.indexOf(to.getTypeRoot());
    }
    if (from instanceof TimestampType narrow && to instanceof TimestampType wide) {
      return narrow.getPrecision() <= wide.getPrecision();
    }
    return from instanceof VarCharType
        && to instanceof VarCharType text
        && text.getLength() == VarCharType.MAX_LENGTH;
  }
}
