package io.verity.audit.ingest.format;

/**
 * Reads an RFC 3339 time with its zone straight into milliseconds: {@code
 * 2026-01-31T09:30:00.123456+01:00}. {@code T} may be {@code t} or a space (section 5.6), the
 * fraction has up to 9 digits and is cut to milliseconds, the date must exist.
 */
final class Rfc3339 {

  /** Results that are no time; every time of the years 0 to 9999 is smaller. */
  static final long MALFORMED = Long.MAX_VALUE;

  static final long NO_ZONE = Long.MAX_VALUE - 1;
  static final long NO_SUCH_TIME = Long.MAX_VALUE - 2;
  static final long LEAP_SECOND = Long.MAX_VALUE - 3;

  private static final int SECONDS_END = 19;
  private static final int OFFSET_LENGTH = 6;
  private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Rfc3339() {}

  /** Milliseconds since 1970-01-01T00:00:00Z, or one of the constants of this class. */
  static long parse(char[] text, int offset, int length) {
    if (length < SECONDS_END || !hasSeparators(text, offset)) {
      return MALFORMED;
    }
    int century = twoDigits(text, offset);
    int yearOfCentury = twoDigits(text, offset + 2);
    int month = twoDigits(text, offset + 5);
    int day = twoDigits(text, offset + 8);
    int hour = twoDigits(text, offset + 11);
    int minute = twoDigits(text, offset + 14);
    int second = twoDigits(text, offset + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
      return MALFORMED;
    }

    int at = offset + SECONDS_END;
    int end = offset + length;
    int millis = 0;
    if (at < end && text[at] == '.') {
      int fraction = at + 1;
      at = digitsEnd(text, fraction, end);
      if (at == fraction || at - fraction > 9) {
        return MALFORMED;
      }
      millis = millis(text, fraction, at);
    }
    if (at == end) {
      return NO_ZONE;
    }
    int zoneMinutes = 0;
    if (text[at] == 'Z' || text[at] == 'z') {
      if (at + 1 != end) {
        return MALFORMED;
      }
    } else {
      if (end - at != OFFSET_LENGTH
          || (text[at] != '+' && text[at] != '-')
          || text[at + 3] != ':') {
        return MALFORMED;
      }
      int zoneHour = twoDigits(text, at + 1);
      int zoneMinute = twoDigits(text, at + 4);
      if ((zoneHour | zoneMinute) < 0) {
        return MALFORMED;
      }
      if (zoneHour > 23 || zoneMinute > 59) {
        return NO_SUCH_TIME;
      }
      zoneMinutes = (zoneHour * 60 + zoneMinute) * (text[at] == '-' ? -1 : 1);
    }

    int year = century * 100 + yearOfCentury;
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23) {
      return NO_SUCH_TIME;
    }
    if (minute > 59 || second > 59) {
      return second == 60 && minute == 59 ? LEAP_SECOND : NO_SUCH_TIME;
    }
    long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - zoneMinutes;
    return (minutes * 60 + second) * 1000 + millis;
  }

  private static boolean hasSeparators(char[] text, int offset) {
    char t = text[offset + 10];
    return text[offset + 4] == '-'
        && text[offset + 7] == '-'
        && (t == 'T' || t == 't' || t == ' ')
        && text[offset + 13] == ':'
        && text[offset + 16] == ':';
  }

  /** Negative if they are no digits. */
  private static int twoDigits(char[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return (tens | 9 - tens | ones | 9 - ones) < 0 ? -1 : tens * 10 + ones;
  }

  private static int digitsEnd(char[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int millis(char[] text, int from, int end) {
    int millis = 0;
    for (int at = from; at < from + 3; at++) {
      millis = millis * 10 + (at < end ? text[at] - '0' : 0);
    }
    return millis;
  }

  private static int daysIn(int year, int month) {
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
  }

  /**
   * Days since 1970-01-01 in the proleptic Gregorian calendar. A year counts from March here, so
   * that the leap day is its last.
   */
  private static long epochDay(int year, int month, int day) {
    int fromMarch = (month + 9) % 12;
    long y = month > 2 ? year : year - 1;
    long daysBeforeYear =
        y * 365 + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
    return daysBeforeYear + (153 * fromMarch + 2) / 5 + day - 1 - 719_468;
  }
}
