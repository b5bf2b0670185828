package io.verity.audit.ingest.format;

/**
 * From {@code ListMFADevices} to {@code LIST_MFA_DEVICES}. Capitals in a row are one word, whose
 * last one begins the next word if a small letter follows; digits belong to the word before them.
 */
final class UpperSnake {

  private UpperSnake() {}

  static String of(String name) {
    StringBuilder out = new StringBuilder(name.length() + 8);
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      if (at > 0 && startsWord(name, at)) {
        out.append('_');
      }
      out.append(isSmall(c) ? (char) (c - 'a' + 'A') : c == ' ' ? '_' : c);
    }
    return out.toString();
  }

  private static boolean startsWord(String name, int at) {
    char before = name.charAt(at - 1);
    boolean smallFollows = at + 1 < name.length() && isSmall(name.charAt(at + 1));
    return isCapital(name.charAt(at))
        && (isSmall(before) || isDigit(before) || (isCapital(before) && smallFollows));
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
