package io.verity.audit.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads an RFC 3339 instant, or a date, which is its midnight in UTC. */
public final class InstantOrDate {

  private static final int DATE_LENGTH = "2026-07-01".length();

  private InstantOrDate() {}

  /**
   * @throws IllegalArgumentException where it is neither
   */
  public static Instant parse(String value) {
    try {
      return value.length() == DATE_LENGTH
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\""
              + value
              + "\" is neither a date (2026-07-01) nor an instant"
              + " (2026-07-01T12:00:00Z)",
          e);
    }
  }
}
