package io.verity.audit.collect.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a query in its parts, so that what looks like a parameter or the end of a statement
 * inside of a literal or a comment is left alone. That a query only reads is for the server to
 * enforce; what is refused here is refused for the sake of a message that whoever wrote it
 * understands.
 */
final class SqlText {

  private static final String PLAIN = "'[^']*+(?:''[^']*+)*+'";
  private static final String ESCAPED = "'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'";

  private static final Pattern PARTS = parts(PLAIN);
  private static final Pattern BACKSLASHED = parts(ESCAPED);

  private final String text;
  private final List<String> parameters;

  private SqlText(String text, List<String> parameters) {
    this.text = text;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * @param backslashes whether one escapes the next character of a literal
   * @param parameter what to write where {@code :name} stands
   * @param mark what to write for a question mark that is an operator
   * @throws IllegalArgumentException where it is not one statement that reads
   */
  static SqlText of(
      String query, boolean backslashes, UnaryOperator<String> parameter, String mark) {
    StringBuilder out = new StringBuilder();
    List<String> names = new ArrayList<>();
    String first = null;
    int ended = -1;
    Matcher parts = (backslashes ? BACKSLASHED : PARTS).matcher(query);
    int last = 0;
    while (parts.find()) {
      between(query, last, parts.start(), ended);
      out.append(query, last, parts.start());
      last = parts.end();
      if (parts.group("skipped") != null) {
        out.append(' ');
        continue;
      }
      if (parts.group("end") != null) {
        ended = parts.start();
        continue;
      }
      refuseSecond(ended);
      if (parts.group("parameter") != null) {
        String name = parts.group().substring(1);
        names.add(name);
        out.append(parameter.apply(name));
      } else {
        out.append(parts.group("mark") != null ? mark : parts.group());
      }
      if (first == null && parts.group("word") != null) {
        first = parts.group("word").toUpperCase(Locale.ROOT);
      }
    }
    between(query, last, query.length(), ended);
    out.append(query, last, query.length());
    if (!"SELECT".equals(first) && !"WITH".equals(first)) {
      throw new IllegalArgumentException(
          "the query must be one SELECT statement, or WITH .. SELECT");
    }
    return new SqlText(out.toString().strip(), names);
  }

  private static Pattern parts(String literal) {
    return Pattern.compile(
        "(?<skipped>--[^\\n]*+|/\\*.*?\\*/)"
            + "|(?<literal>(?<![A-Za-z0-9_])[eE]"
            + ESCAPED
            + "|"
            + literal
            + "|\"[^\"]*+(?:\"\"[^\"]*+)*+\"|`[^`]*+`"
            + "|(?<tag>\\$[A-Za-z_]*+\\$).*?\\k<tag>)"
            + "|(?<parameter>(?<!:):(?:period_start|period_end)(?![A-Za-z0-9_]))"
            + "|(?<word>[A-Za-z_][A-Za-z0-9_]*+)"
            + "|(?<end>;)"
            + "|(?<mark>\\?)",
        Pattern.DOTALL);
  }

  private static void between(String query, int from, int to, int ended) {
    if (ended >= 0 && !query.substring(from, to).isBlank()) {
      refuseSecond(ended);
    }
  }

  private static void refuseSecond(int ended) {
    if (ended >= 0) {
      throw new IllegalArgumentException(
          "the query must be one statement: nothing may follow its ;");
    }
  }

  String text() {
    return text;
  }

  /** In the order in which they stand. */
  List<String> parameters() {
    return parameters;
  }
}
