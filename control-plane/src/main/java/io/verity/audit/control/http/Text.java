package io.verity.audit.control.http;

/** What others sent, fit to be shown in an answer or kept in a row. */
public final class Text {

  private Text() {}

  /** Half a surrogate pair: no UTF-8 has it, and PostgreSQL refuses it. */
  public static boolean isBroken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** Shortened, and without what no terminal or row takes. */
  public static String printable(String text, int max) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(max)
        .forEach(
            c -> {
              boolean odd =
                  Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
              printable.appendCodePoint(odd ? '?' : c);
            });
    return text.codePointCount(0, text.length()) > max ? printable + "..." : printable.toString();
  }
}
