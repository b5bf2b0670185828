package io.verity.audit.evidence.object;

import java.util.regex.Pattern;

/** What a key looks like: the same in a bucket and in a folder, and no way out of either. */
final class ObjectKeys {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_=-][A-Za-z0-9._=-]{0,199}");
  private static final int MAX_LENGTH = 900;

  private ObjectKeys() {}

  /**
   * @throws IllegalArgumentException where it is none
   */
  static String check(String key) {
    boolean good = key.length() <= MAX_LENGTH;
    for (String part : key.split("/", -1)) {
      good &= PART.matcher(part).matches();
    }
    if (!good) {
      throw new IllegalArgumentException(
          "'" + key + "' is no key of an object: letters, digits, . _ - = and / between parts");
    }
    return key;
  }
}
