package io.verity.audit.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into its statements, since ClickHouse's HTTP interface takes one at a time. Knows
 * quotes and comments, so a semicolon inside either ends nothing; comments are left out.
 */
final class SqlScript {

  private final String script;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder statement = new StringBuilder();
  private int at;

  private SqlScript(String script) {
    this.script = script;
  }

  static List<String> split(String script) {
    return new SqlScript(script).split();
  }

  private List<String> split() {
    while (at < script.length()) {
      char c = script.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        copyQuoted(c);
      } else if (script.startsWith("--", at)) {
        skipTo("\n", 0);
      } else if (script.startsWith("/*", at)) {
        skipTo("*/", 2);
      } else if (c == ';') {
        endStatement();
        at++;
      } else {
        statement.append(c);
        at++;
      }
    }
    endStatement();
    return List.copyOf(statements);
  }

  /** A doubled quote closes and opens again, which copies just as well. */
  private void copyQuoted(char quote) {
    int start = at++;
    while (at < script.length() && script.charAt(at) != quote) {
      at += script.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, script.length());
    statement.append(script, start, at);
  }

  private void skipTo(String end, int length) {
    int found = script.indexOf(end, at);
    at = found < 0 ? script.length() : found + length;
    statement.append(' ');
  }

  private void endStatement() {
    String text = statement.toString().strip();
    if (!text.isEmpty()) {
      statements.add(text);
    }
    statement.setLength(0);
  }
}
