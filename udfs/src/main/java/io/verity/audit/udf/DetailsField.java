package io.verity.audit.udf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * One field of an event's details. Details are whatever the producer sent: what is no JSON object
 * has no fields, and that is no failure. Of two fields of one name the first counts, as in
 * ClickHouse.
 */
final class DetailsField {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DetailsField() {}

  /** The field's value, or null where there is none, it is null, or the details are malformed. */
  static JsonNode find(String details, String key) {
    if (details == null || key == null) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(details)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? find(parser, key) : null;
    } catch (IOException malformed) {
      return null;
    }
  }

  /** Reads to the end even when it has found the field: half a document is malformed. */
  private static JsonNode find(JsonParser parser, String key) throws IOException {
    JsonNode found = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = found == null && parser.currentName().equals(key);
      parser.nextToken();
      if (wanted) {
        found = parser.readValueAsTree();
      } else {
        parser.skipChildren();
      }
    }
    boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return whole && found != null && !found.isNull() ? found : null;
  }
}
