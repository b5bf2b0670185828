package io.verity.audit.report.sql;

/** Where quoted text and comments of SQL end; everything else is one character a token. */
final class SqlText {

  private SqlText() {}

  static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  /**
   * The end of the token that starts here. A doubled quote ends one string and opens the next,
   * which comes to the same.
   *
   * @throws IllegalArgumentException where a quote is never closed
   */
  static int tokenEnd(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      int close = sql.indexOf(c, at + 1);
      if (close < 0) {
        throw new IllegalArgumentException("a " + c + " of the SQL is never closed");
      }
      return close + 1;
    }
    if (sql.startsWith("--", at)) {
      int close = sql.indexOf('\n', at);
      return close < 0 ? sql.length() : close;
    }
    if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at + 2);
      return close < 0 ? sql.length() : close + 2;
    }
    return sql.startsWith("::", at) ? at + 2 : at + 1;
  }
}
