package io.verity.audit.ingest.format;

/** The rule for event types, which become metric labels and parts of queries. */
final class EventTypes {

  static final int LONGEST = 128;
  static final String RULE = "an event type that matches [A-Za-z][A-Za-z0-9_.:-]{0,127}";

  private static final boolean[] ALLOWED = new boolean[128];

  static {
    for (char c = 0; c < ALLOWED.length; c++) {
      ALLOWED[c] = isLetter(c) || (c >= '0' && c <= '9') || "_.:-".indexOf(c) >= 0;
    }
  }

  private EventTypes() {}

  /**
   * Copies an event type.
   *
   * @param to has room for {@link #LONGEST} bytes
   * @return whether it obeys the rule
   */
  static boolean copy(char[] text, int offset, int length, byte[] to) {
    if (length < 1 || length > LONGEST || !isLetter(text[offset])) {
      return false;
    }
    for (int at = 0; at < length; at++) {
      char c = text[offset + at];
      if (c >= ALLOWED.length || !ALLOWED[c]) {
        return false;
      }
      to[at] = (byte) c;
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
