package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/**
 * What a control asks of a database.
 *
 * @param maxRows more than these are no evidence but a mistake in the query
 */
record SqlRequest(String query, int maxRows) {

  private static final int DEFAULT_ROWS = 10_000;
  private static final int MOST_ROWS = 100_000;

  /**
   * @throws IllegalArgumentException in words for whoever wrote the control
   */
  static SqlRequest of(JsonNode request) {
    for (Iterator<String> keys = request.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.equals("query") && !key.equals("max_rows")) {
        throw new IllegalArgumentException(
            "the request has the unknown key " + key + "; there are query and max_rows");
      }
    }
    JsonNode query = request.path("query");
    if (!query.isTextual() || query.textValue().isBlank()) {
      throw new IllegalArgumentException("the request must have a query, one SELECT statement");
    }
    JsonNode rows = request.path("max_rows");
    if (!rows.isMissingNode()
        && !(rows.isInt() && rows.intValue() > 0 && rows.intValue() <= MOST_ROWS)) {
      throw new IllegalArgumentException("max_rows must be a whole number from 1 to " + MOST_ROWS);
    }
    return new SqlRequest(query.textValue(), rows.asInt(DEFAULT_ROWS));
  }
}
