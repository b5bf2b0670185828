package io.verity.audit.ingest.format;

/** The rule for resource types: any text, but short, as the column is a dictionary. */
final class ResourceTypes {

  static final String RULE = "a text of 1 to 256 bytes";

  private static final int LONGEST = 256;

  private ResourceTypes() {}

  /**
   * Replaces what {@code to} holds by the UTF-8 form of a resource type.
   *
   * @return whether it obeys the rule
   */
  static boolean copy(char[] text, int offset, int length, GrowableBytes to) {
    to.clear();
    return length > 0
        && length <= LONGEST
        && Utf8.append(text, offset, length, to)
        && to.length() <= LONGEST;
  }
}
