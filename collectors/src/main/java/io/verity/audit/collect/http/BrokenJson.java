package io.verity.audit.collect.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that was to be JSON; the parser's own message would quote it. */
final class BrokenJson {

  private BrokenJson() {}

  static String inWords(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : ", at line %d column %d".formatted(at.getLineNr(), at.getColumnNr());
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate")) {
      return "its JSON gives one name twice" + where;
    }
    return message.startsWith("Trailing")
        ? "something follows its JSON" + where
        : "what it answered is no JSON" + where;
  }
}
