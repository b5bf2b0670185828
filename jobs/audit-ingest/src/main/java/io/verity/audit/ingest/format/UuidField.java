package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads a UUID; {@link #high()} and {@link #low()} hold the one read last. */
final class UuidField {

  private static final String EXPECTED = "a UUID of 36 characters";

  private final UuidText uuid = new UuidText();

  UuidField read(JsonParser parser, String field) throws IOException, RejectedException {
    FieldValues.requireString(parser, field, EXPECTED);
    if (!uuid.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
      throw FieldValues.mismatch(parser, field, EXPECTED);
    }
    return this;
  }

  long high() {
    return uuid.high();
  }

  long low() {
    return uuid.low();
  }
}
