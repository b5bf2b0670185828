package io.verity.audit.control.launch.kubernetes;

import java.time.Duration;
import java.util.regex.Pattern;

/** What the API server would refuse later on, run by run, is refused at the start. */
final class Checks {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z](?:[a-z0-9-]*[a-z0-9])?");
  private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern CLASS = Pattern.compile("(?:[A-Za-z_]\\w*\\.)*[A-Za-z_]\\w*");

  private Checks() {}

  static void present(String what, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(what + " is not given");
    }
  }

  static void dnsLabel(String what, String value, int limit) {
    present(what, value);
    if (!DNS_LABEL.matcher(value).matches() || value.length() > limit) {
      throw new IllegalArgumentException(
          "%s is not lower-case letters, digits and '-', at most %d: %s"
              .formatted(what, limit, value));
    }
  }

  static void dnsName(String what, String value) {
    present(what, value);
    if (!DNS_NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s is not lower-case letters, digits, '-' and '.': %s".formatted(what, value));
    }
  }

  static void className(String value) {
    present("the entry class", value);
    if (!CLASS.matcher(value).matches()) {
      throw new IllegalArgumentException("not the name of a class: " + value);
    }
  }

  static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " is below 1: " + value);
    }
  }

  static void positive(String what, Duration value) {
    present(what, value);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " is not above 0: " + value);
    }
  }
}
