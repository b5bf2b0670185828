package io.verity.audit.report.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of statements, each ended by a semicolon; one that stands in quotes or a comment ends
 * nothing. Split before parameters are filled in, so that no value can end a statement.
 */
public final class SqlScript {

  private final String text;

  public SqlScript(String text) {
    this.text = text;
  }

  /** The statements with the comments before them, without the semicolons. */
  public List<SqlTemplate> statements() {
    List<SqlTemplate> statements = new ArrayList<>();
    int start = 0;
    boolean empty = true;
    for (int at = 0; at < text.length(); ) {
      int end = endOfToken(at);
      char c = text.charAt(at);
      if (c == ';') {
        add(statements, start, at, empty);
        start = end;
        empty = true;
      } else if (!Character.isWhitespace(c) && !isComment(at)) {
        empty = false;
      }
      at = end;
    }
    add(statements, start, text.length(), empty);
    return List.copyOf(statements);
  }

  private void add(List<SqlTemplate> statements, int start, int end, boolean empty) {
    if (!empty) {
      statements.add(new SqlTemplate(text.substring(start, end).strip()));
    }
  }

  private boolean isComment(int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  private int endOfToken(int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      return endOf(text.indexOf(c, at + 1), 1);
    } else if (text.startsWith("--", at)) {
      return endOf(text.indexOf('\n', at), 0);
    } else if (text.startsWith("/*", at)) {
      return endOf(text.indexOf("*/", at + 2), 2);
    }
    return at + 1;
  }

  private int endOf(int found, int width) {
    return found < 0 ? text.length() : found + width;
  }
}
