package io.verity.audit.connector.clickhouse.pushdown;

import io.verity.audit.connector.clickhouse.type.Column;
import io.verity.audit.connector.clickhouse.type.Column.Kind;
import io.verity.audit.connector.clickhouse.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/**
 * Translates conditions to ClickHouse, or leaves them to Flink. What is translated is true, false
 * and NULL for exactly the rows it is so in Flink, and so may stand under NOT, AND and OR:
 *
 * <ul>
 *   <li>a column against a literal, by the column's kind ({@link Literals}); text compares by its
 *       bytes in both. IN arrives as an OR of equalities, BETWEEN as an AND: a list in ClickHouse
 *       takes NULL for false;
 *   <li>IS NULL, IS NOT NULL, a boolean column by itself;
 *   <li>LIKE on text, where {@code %} is the only special character: the escape character and what
 *       an underscore stands for differ.
 * </ul>
 */
public final class Filters {

  private final Map<String, Column> columns;

  public Filters(Map<String, Column> columns) {
    this.columns = columns;
  }

  /** The condition in ClickHouse; empty where it has to stay in Flink. */
  public Optional<String> translate(ResolvedExpression condition) {
    if (condition instanceof FieldReferenceExpression) {
      return column(condition).filter(column -> column.kind() == Kind.BOOLEAN).map(Column::value);
    }
    return condition instanceof CallExpression call ? call(call) : Optional.empty();
  }

  /** Whether the condition speaks of times and dates only, and so may spare whole partitions. */
  public boolean isAboutTime(ResolvedExpression condition) {
    if (condition instanceof FieldReferenceExpression) {
      return column(condition)
          .filter(column -> column.kind() == Kind.TIMESTAMP || column.kind() == Kind.DATE)
          .isPresent();
    }
    return condition instanceof ValueLiteralExpression
        || condition.getResolvedChildren().stream().allMatch(this::isAboutTime);
  }

  private Optional<String> call(CallExpression call) {
    FunctionDefinition function = call.getFunctionDefinition();
    List<ResolvedExpression> arguments = call.getResolvedChildren();
    if (function == BuiltInFunctionDefinitions.AND) {
      return joined(arguments, " AND ");
    }
    if (function == BuiltInFunctionDefinitions.OR) {
      return joined(arguments, " OR ");
    }
    if (function == BuiltInFunctionDefinitions.NOT) {
      return translate(arguments.get(0)).map(inner -> "(NOT " + inner + ")");
    }
    if (function == BuiltInFunctionDefinitions.IS_NULL) {
      return column(arguments.get(0)).map(column -> "(" + column.raw() + " IS NULL)");
    }
    if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
      return column(arguments.get(0)).map(column -> "(" + column.raw() + " IS NOT NULL)");
    }
    if (function == BuiltInFunctionDefinitions.LIKE) {
      return like(arguments);
    }
    return Comparison.of(function).flatMap(comparison -> compared(comparison, arguments));
  }

  private Optional<String> joined(List<ResolvedExpression> conditions, String operator) {
    List<String> translated = new ArrayList<>();
    for (ResolvedExpression condition : conditions) {
      Optional<String> one = translate(condition);
      if (one.isEmpty()) {
        return one;
      }
      translated.add(one.get());
    }
    return Optional.of("(" + String.join(operator, translated) + ")");
  }

  private Optional<String> compared(Comparison comparison, List<ResolvedExpression> sides) {
    ResolvedExpression left = sides.get(0);
    ResolvedExpression right = sides.get(1);
    if (left instanceof ValueLiteralExpression literal) {
      return sql(comparison.mirrored(), right, literal);
    }
    return right instanceof ValueLiteralExpression literal
        ? sql(comparison, left, literal)
        : Optional.empty();
  }

  private Optional<String> sql(
      Comparison comparison, ResolvedExpression side, ValueLiteralExpression literal) {
    return column(side)
        .flatMap(column -> comparison.sql(column, literal))
        .map(sql -> "(" + sql + ")");
  }

  private Optional<String> like(List<ResolvedExpression> arguments) {
    if (arguments.size() != 2
        || !(arguments.get(1) instanceof ValueLiteralExpression literal)
        || literal.isNull()) {
      return Optional.empty();
    }
    return column(arguments.get(0))
        .filter(column -> column.kind() == Kind.TEXT)
        .flatMap(
            column ->
                literal
                    .getValueAs(String.class)
                    .filter(pattern -> pattern.indexOf('_') < 0 && pattern.indexOf('\\') < 0)
                    .map(
                        pattern -> "(" + column.raw() + " LIKE " + SqlText.literal(pattern) + ")"));
  }

  private Optional<Column> column(ResolvedExpression expression) {
    return Widening.strip(expression).map(field -> columns.get(field.getName()));
  }

  /** Numbers compare exactly whatever their width, so the column needs no cast of its own. */
  static String compared(Column column) {
    return switch (column.kind()) {
      case UUID, AS_TEXT, BOOLEAN -> column.value();
      default -> column.raw();
    };
  }
}
