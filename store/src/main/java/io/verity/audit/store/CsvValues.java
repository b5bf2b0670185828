package io.verity.audit.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks of single values; each returns the value in PostgreSQL's own spelling, null for none. */
final class CsvValues {

  /** Of one value, as it stands in the file. */
  @FunctionalInterface
  interface Check {
    String apply(String value) throws BadValueException;
  }

  private static final int QUOTED_CHARACTERS = 100;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int LAST_YEAR = 9_999;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private CsvValues() {}

  static Check optional(Check check) {
    return value -> value.isEmpty() ? null : check.apply(value);
  }

  static Check oneOf(String... allowed) {
    List<String> values = List.of(allowed);
    return value -> {
      if (!values.contains(value)) {
        throw new BadValueException(is(value) + ", not one of " + String.join(", ", values));
      }
      return value;
    };
  }

  static String uuid(String value) throws BadValueException {
    if (!UUID.matcher(value).matches()) {
      throw new BadValueException(is(value) + ", not a UUID");
    }
    return java.util.UUID.fromString(value).toString();
  }

  /** PostgreSQL cannot keep a NUL; the replacement character means that bytes were not UTF-8. */
  static String text(String value) throws BadValueException {
    if (value.isBlank()) {
      throw new BadValueException("is empty");
    }
    if (value.indexOf('\0') >= 0) {
      throw new BadValueException("holds a NUL character");
    }
    if (value.indexOf('\uFFFD') >= 0) {
      throw new BadValueException("holds bytes that are not UTF-8");
    }
    return value;
  }

  /** Reports look for tags and types by their exact name, so another spelling must not pass. */
  static String word(String value) throws BadValueException {
    if (!WORD.matcher(value).matches()) {
      throw new BadValueException(is(value) + ", not a word of A-Z, 0-9 and _");
    }
    return value;
  }

  /** As an array's literal: sorted, each once, so that order in a file is no difference. */
  static String tags(String value) throws BadValueException {
    TreeSet<String> tags = new TreeSet<>();
    if (!value.isEmpty()) {
      for (String tag : value.split("\\|", -1)) {
        tags.add(word(tag));
      }
    }
    return "{" + String.join(",", tags) + "}";
  }

  /** To the millisecond, as the trail's own times are. */
  static String instant(String value) throws BadValueException {
    try {
      Instant instant =
          OffsetDateTime.parse(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year < 1 || year > LAST_YEAR) {
        throw new BadValueException(is(value) + ", not in the years 1 to 9999");
      }
      if (instant.getNano() % NANOS_PER_MILLI != 0) {
        throw new BadValueException(is(value) + ", finer than a millisecond");
      }
      return instant.toString();
    } catch (DateTimeException e) {
      throw new BadValueException(is(value) + ", not a time such as 2026-07-01T12:00:00.000Z");
    }
  }

  static String is(String value) {
    if (value.isEmpty()) {
      return "is empty";
    }
    return "is \"" + shown(value) + "\"";
  }

  /** Short, and on one line. */
  static String shown(String value) {
    String start =
        value.length() <= QUOTED_CHARACTERS ? value : value.substring(0, QUOTED_CHARACTERS) + "...";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
