package io.verity.audit.ingest.format;

/**
 * Quotes a producer's text in a reason: at most 64 characters of it, and nothing that could break a
 * line, reorder the text around it, or is no Unicode.
 */
final class Quote {

  private static final int LONGEST = 64;

  private Quote() {}

  static String of(String text) {
    return '"' + escaped(text) + '"';
  }

  static String of(char[] text, int offset, int length) {
    return of(new String(text, offset, Math.min(length, LONGEST + 1)));
  }

  /** Without the quotation marks. */
  static String escaped(String text) {
    return escaped(text, LONGEST);
  }

  static String escaped(String text, int longest) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (at > longest) {
        return out.append('…').toString();
      }
      append(c, out);
    }
    return out.toString();
  }

  private static void append(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      default -> {
        if (isPlain(c)) {
          out.appendCodePoint(c);
        } else {
          for (char unit : Character.toChars(c)) {
            out.append(String.format("\\u%04x", (int) unit));
          }
        }
      }
    }
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
