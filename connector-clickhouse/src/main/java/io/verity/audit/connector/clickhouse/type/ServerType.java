package io.verity.audit.connector.clickhouse.type;

import java.util.List;

/**
 * A ClickHouse type without the wrappers that do not change its values.
 *
 * @param text the whole type, as ClickHouse writes it
 * @param base its name: {@code DateTime64}
 * @param arguments what stands between its parentheses, commas apart at any depth
 * @param nullable whether it was Nullable
 */
public record ServerType(String text, String base, List<String> arguments, boolean nullable) {

  /** Parses a type as DESCRIBE prints it. */
  public static ServerType parse(String text) {
    String rest = text.strip();
    boolean nullable = false;
    while (true) {
      if (rest.startsWith("LowCardinality(")) {
        rest = inner(rest);
      } else if (rest.startsWith("Nullable(")) {
        rest = inner(rest);
        nullable = true;
      } else {
        break;
      }
    }
    int open = rest.indexOf('(');
    String base = open < 0 ? rest : rest.substring(0, open);
    // an enum's names may hold commas and parentheses: they are never looked at
    List<String> arguments =
        open < 0 || base.startsWith("Enum") ? List.of() : List.of(inner(rest).split(",\\s*"));
    return new ServerType(text, base, arguments, nullable);
  }

  private static String inner(String type) {
    return type.substring(type.indexOf('(') + 1, type.lastIndexOf(')'));
  }

  int number(int argument) {
    return Integer.parseInt(arguments.get(argument));
  }
}
