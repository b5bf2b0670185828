package io.verity.audit.cli.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Guesses a file's format from its start: a {@code {"Records":[...]}} document, or a first line
 * that is an object with eventID and eventSource, is CloudTrail's; everything else is verity's.
 */
public final class FormatSniffer {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> CLOUDTRAIL_FIELDS = Set.of("eventID", "eventSource");

  private FormatSniffer() {}

  public static String formatOf(EventFile file) throws IOException {
    try (InputStream in = file.open()) {
      if (CloudTrailDocuments.startHere(in)) {
        return EventInput.CLOUDTRAIL;
      }
      byte[] line = new LineReader(in, EventInput.MAX_EVENT_BYTES).next();
      return line != null && fieldsOf(line).containsAll(CLOUDTRAIL_FIELDS)
          ? EventInput.CLOUDTRAIL
          : EventInput.VERITY;
    }
  }

  /** The names of the top-level fields, as far as the line is JSON. */
  private static Set<String> fieldsOf(byte[] line) {
    Set<String> names = new HashSet<>();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          parser.nextToken();
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return Set.of();
    }
    return names;
  }
}
