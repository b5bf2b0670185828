package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A record's {@code userIdentity}: who acted. */
final class CloudTrailIdentity implements FieldReader {

  private static final byte[] USER = Vocabulary.ACTOR_TYPES.of("USER");
  private static final byte[] SYSTEM = Vocabulary.ACTOR_TYPES.of("SYSTEM");
  private static final byte[] SERVICE = Vocabulary.ACTOR_TYPES.of("SERVICE");

  private final FieldTally fields =
      new FieldTally(
          0,
          "userIdentity.type",
          "userIdentity.arn",
          "userIdentity.principalId",
          "userIdentity.invokedBy");
  private String type;
  private String arn;
  private String principalId;
  private String invokedBy;

  void clear() {
    fields.clear();
    type = "";
    arn = "";
    principalId = "";
    invokedBy = "";
  }

  /** Takes the value that the parser stands on. */
  void read(JsonParser parser) throws IOException, RejectedException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      throw FieldValues.mismatch(parser, "userIdentity", "an object");
    }
    JsonRecords.readFields(parser, this);
  }

  @Override
  public void field(String name, JsonParser parser) throws IOException, RejectedException {
    switch (name) {
      case "type" -> type = fields.text(parser, 0);
      case "arn" -> arn = fields.text(parser, 1);
      case "principalId" -> principalId = fields.text(parser, 2);
      case "invokedBy" -> invokedBy = fields.text(parser, 3);
      default -> {
        parser.nextToken();
        parser.skipChildren();
      }
    }
  }

  byte[] actorType() {
    if (type.equals("AWSService") || !invokedBy.isEmpty()) {
      return SERVICE;
    }
    return type.isEmpty() ? SYSTEM : USER;
  }

  /** What names the actor best; empty if nothing here does. */
  String actorName() {
    if (!arn.isEmpty()) {
      return arn;
    }
    return principalId.isEmpty() ? invokedBy : principalId;
  }
}
