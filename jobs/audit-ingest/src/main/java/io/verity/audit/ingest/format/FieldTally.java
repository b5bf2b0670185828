package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of an object's known fields were given. A field given twice is rejected: readers disagree
 * which of the two counts, so an event could mean one thing to its producer and another to the
 * trail. Null counts as not given.
 */
final class FieldTally {

  private final String[] names;
  private final int required;
  private int seen;
  private int present;

  /**
   * @param required how many of the names, from the first, must be given
   */
  FieldTally(int required, String... names) {
    this.required = (1 << required) - 1;
    this.names = names.clone();
  }

  void clear() {
    seen = 0;
    present = 0;
  }

  /**
   * Moves the parser from the name of a field to its value.
   *
   * @return false if the value is null
   */
  boolean given(JsonParser parser, int field) throws IOException, RejectedException {
    int bit = 1 << field;
    if ((seen & bit) != 0) {
      throw twice(names[field]);
    }
    seen |= bit;
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    present |= bit;
    return true;
  }

  /** The string that the named field has; empty if it is null. */
  String text(JsonParser parser, int field) throws IOException, RejectedException {
    return given(parser, field) ? FieldValues.text(parser, names[field]) : "";
  }

  static RejectedException twice(String field) {
    return new RejectedException("field " + Quote.of(field) + " is given twice: ambiguous");
  }

  void requireAll() throws RejectedException {
    if ((present & required) != required) {
      throw missing();
    }
  }

  private RejectedException missing() {
    List<String> missing = new ArrayList<>();
    for (int field = 0; field < names.length; field++) {
      if ((required & ~present & 1 << field) != 0) {
        missing.add(names[field]);
      }
    }
    return new RejectedException(
        "missing required field" + (missing.size() == 1 ? " " : "s ") + String.join(", ", missing));
  }
}
