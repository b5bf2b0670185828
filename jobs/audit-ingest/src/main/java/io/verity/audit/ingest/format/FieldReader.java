package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Takes the fields of a JSON object one by one. */
interface FieldReader {

  /**
   * The parser stands on the field's name; this must leave it on the last token of its value.
   *
   * @throws IOException if the text is not JSON
   */
  void field(String name, JsonParser parser) throws IOException, RejectedException;
}
