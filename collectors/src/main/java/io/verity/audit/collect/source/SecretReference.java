package io.verity.audit.collect.source;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** How a secret is named where it must not stand itself: env:NAME or file:PATH. */
final class SecretReference {

  static final String ENVIRONMENT = "env:";
  static final String FILE = "file:";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SecretReference() {}

  /**
   * @return the reference, with an absolute path
   * @throws IllegalArgumentException naming the key, never the value
   */
  static String checked(String key, String value, Path folder) {
    if (value.startsWith(ENVIRONMENT)
        && VARIABLE.matcher(value.substring(ENVIRONMENT.length())).matches()) {
      return value;
    }
    if (value.startsWith(FILE) && value.length() > FILE.length() && value.indexOf('\0') < 0) {
      return FILE + folder.resolve(value.substring(FILE.length())).normalize();
    }
    throw new IllegalArgumentException(
        key + " must not hold the secret itself: write env:NAME or file:PATH, where it is read");
  }
}
