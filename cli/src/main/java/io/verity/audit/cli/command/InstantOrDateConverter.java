package io.verity.audit.cli.command;

import io.verity.audit.service.InstantOrDate;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line. */
final class InstantOrDateConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String value) {
    try {
      return InstantOrDate.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
