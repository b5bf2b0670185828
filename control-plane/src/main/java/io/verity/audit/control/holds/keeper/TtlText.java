package io.verity.audit.control.holds.keeper;

/** Finds a table's own TTL in how ClickHouse spells its engine. */
final class TtlText {

  private static final String BEGIN = " TTL ";
  private static final String END = " SETTINGS ";

  private TtlText() {}

  /**
   * @param engine engine_full of system.tables
   * @return what stands after TTL, as it is to be given back; empty where there is none
   */
  static String of(String engine) {
    int begin = find(engine, BEGIN, 0);
    if (begin < 0) {
      return "";
    }
    int end = find(engine, END, begin + BEGIN.length());
    return engine.substring(begin + BEGIN.length(), end < 0 ? engine.length() : end);
  }

  /** Outside of quotes and brackets, where a name or a value may be spelt the same. */
  private static int find(String text, String word, int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '`' || c == '"') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0 && text.startsWith(word, i)) {
        return i;
      }
    }
    return -1;
  }
}
