package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The first of a record's {@code resources}: what was acted on. Each part may be absent. */
final class CloudTrailResource implements FieldReader {

  private final FieldTally fields = new FieldTally(0, "resources.type", "resources.ARN");
  private String type;
  private String arn;

  void clear() {
    fields.clear();
    type = "";
    arn = "";
  }

  /** Takes the value that the parser stands on. */
  void read(JsonParser parser) throws IOException, RejectedException {
    if (!parser.hasToken(JsonToken.START_ARRAY)) {
      throw FieldValues.mismatch(parser, "resources", "an array");
    }
    for (int at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
      if (at > 0) {
        parser.skipChildren();
      } else if (parser.hasToken(JsonToken.START_OBJECT)) {
        JsonRecords.readFields(parser, this);
      } else {
        throw FieldValues.mismatch(parser, "resources", "an array of objects");
      }
    }
  }

  @Override
  public void field(String name, JsonParser parser) throws IOException, RejectedException {
    switch (name) {
      case "type" -> type = fields.text(parser, 0);
      case "ARN" -> arn = fields.text(parser, 1);
      default -> {
        parser.nextToken();
        parser.skipChildren();
      }
    }
  }

  /** Empty if there is none. */
  String type() {
    return type;
  }

  /** Empty if there is none. */
  String arn() {
    return arn;
  }
}
