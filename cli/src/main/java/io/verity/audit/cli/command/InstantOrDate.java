package io.verity.audit.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An RFC 3339 instant, or a date, which is its midnight in UTC. */
final class InstantOrDate implements ITypeConverter<Instant> {

  private static final int DATE_LENGTH = "2026-07-01".length();

  @Override
  public Instant convert(String value) {
    try {
      return value.length() == DATE_LENGTH
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "\""
              + value
              + "\" is neither a date (2026-07-01) nor an instant"
              + " (2026-07-01T12:00:00Z)");
    }
  }
}
