package io.verity.audit.report.sql;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * SQL text with named parameters, {@code :name}. A parameter becomes a literal of the value's type,
 * made by the dialect and never by concatenating text, so that no value can change the statement.
 * Quoted strings, quoted names and comments are copied as they are.
 */
public final class SqlTemplate {

  private final String text;

  public SqlTemplate(String text) {
    this.text = text;
  }

  /**
   * The statement with every parameter replaced.
   *
   * @throws IllegalArgumentException naming the parameter that has no value
   */
  public String bind(SqlDialect dialect, Map<String, ?> values) {
    return rewrite(
        name -> {
          if (!values.containsKey(name)) {
            throw new IllegalArgumentException(
                "the SQL asks for :" + name + ", which has no value; there are " + values.keySet());
          }
          return dialect.literal(values.get(name));
        });
  }

  /** The parameters that it asks for. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    rewrite(
        name -> {
          names.add(name);
          return "";
        });
    return names;
  }

  private String rewrite(Function<String, String> literal) {
    StringBuilder out = new StringBuilder(text.length() + 64);
    int at = 0;
    while (at < text.length()) {
      int end = SqlText.tokenEnd(text, at);
      boolean isParameter =
          text.charAt(at) == ':' && end == at + 1 && end < text.length() && isName(end, end);
      if (isParameter) {
        end = endOfName(at + 1);
        out.append(literal.apply(text.substring(at + 1, end)));
      } else {
        out.append(text, at, end);
      }
      at = end;
    }
    return out.toString();
  }

  private int endOfName(int start) {
    int end = start;
    while (end < text.length() && isName(end, start)) {
      end++;
    }
    return end;
  }

  private boolean isName(int at, int start) {
    char c = text.charAt(at);
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (at > start && c >= '0' && c <= '9');
  }
}
