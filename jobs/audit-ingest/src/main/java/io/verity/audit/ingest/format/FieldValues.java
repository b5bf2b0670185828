package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a field holds, and how a reason says that it is not what was expected. */
final class FieldValues {

  private FieldValues() {}

  /** The value that the parser stands on, unless it is no string. */
  static String text(JsonParser parser, String field) throws IOException, RejectedException {
    requireString(parser, field, "a string");
    return parser.getText();
  }

  /** The value that the parser stands on, unless it is no boolean. */
  static boolean bool(JsonParser parser, String field) throws IOException, RejectedException {
    if (!parser.currentToken().isBoolean()) {
      throw mismatch(parser, field, "true or false");
    }
    return parser.hasToken(JsonToken.VALUE_TRUE);
  }

  static void requireString(JsonParser parser, String field, String expected)
      throws IOException, RejectedException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mismatch(parser, field, expected);
    }
  }

  /** {@code field action: expected READ or GRANT, got number 12}. */
  static RejectedException mismatch(JsonParser parser, String field, String expected)
      throws IOException {
    return mismatch(parser, field, expected, "");
  }

  static RejectedException mismatch(JsonParser parser, String field, String expected, String why)
      throws IOException {
    return new RejectedException(
        "field " + field + ": expected " + expected + ", got " + describe(parser) + why);
  }

  static RejectedException mismatch(String field, String expected, String text) {
    return new RejectedException(
        "field " + field + ": expected " + expected + ", got " + Quote.of(text));
  }

  /** The value that the parser stands on, in words. */
  static String describe(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING ->
          Quote.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + Quote.escaped(parser.getText());
      default -> parser.getText();
    };
  }
}
