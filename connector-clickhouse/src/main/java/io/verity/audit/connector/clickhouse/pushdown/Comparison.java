package io.verity.audit.connector.clickhouse.pushdown;

import io.verity.audit.connector.clickhouse.type.Column;
import io.verity.audit.connector.clickhouse.type.Column.Kind;
import io.verity.audit.connector.clickhouse.type.SqlText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/** A column against a literal. */
enum Comparison {
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private static final Map<FunctionDefinition, Comparison> FUNCTIONS =
      Map.of(
          BuiltInFunctionDefinitions.EQUALS, EQUAL,
          BuiltInFunctionDefinitions.NOT_EQUALS, NOT_EQUAL,
          BuiltInFunctionDefinitions.LESS_THAN, LESS,
          BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, LESS_OR_EQUAL,
          BuiltInFunctionDefinitions.GREATER_THAN, GREATER,
          BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, GREATER_OR_EQUAL);

  private static final Pattern CANONICAL_UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String operator;

  Comparison(String operator) {
    this.operator = operator;
  }

  static Optional<Comparison> of(FunctionDefinition function) {
    return Optional.ofNullable(FUNCTIONS.get(function));
  }

  /** The same with its sides exchanged. */
  Comparison mirrored() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }

  /** In ClickHouse, true, false and NULL for the same rows; empty where that is not sure. */
  Optional<String> sql(Column column, ValueLiteralExpression literal) {
    if (column.kind() == Kind.UUID && isEquality()) {
      return literal
          .getValueAs(String.class)
          .map(
              text ->
                  CANONICAL_UUID.matcher(text).matches()
                      ? column.raw() + " " + operator + " toUUID('" + text + "')"
                      : column.value() + " " + operator + " " + SqlText.literal(text));
    }
    return Literals.of(column, literal)
        .map(value -> Filters.compared(column) + " " + operator + " " + value);
  }

  private boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }
}
