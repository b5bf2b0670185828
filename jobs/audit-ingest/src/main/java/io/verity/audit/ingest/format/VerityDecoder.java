package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.ByteSlice;
import java.io.IOException;

/**
 * Decodes the format {@code verity}. Nothing that a producer sent is lost or rewritten: {@code
 * details} keeps its bytes, and a field that the trail does not know is kept beside them.
 */
final class VerityDecoder implements EventDecoder, FieldReader {

  private static final int EVENT_ID = 0;
  private static final int EVENT_TYPE = 1;
  private static final int ACTOR_ID = 2;
  private static final int ACTOR_TYPE = 3;
  private static final int RESOURCE_TYPE = 4;
  private static final int RESOURCE_ID = 5;
  private static final int ACTION = 6;
  private static final int TIMESTAMP = 7;
  private static final int DETAILS = 8;

  private final FieldTally fields =
      new FieldTally(
          8,
          "event_id",
          "event_type",
          "actor_id",
          "actor_type",
          "resource_type",
          "resource_id",
          "action",
          "timestamp",
          "details");
  private final JsonRecords records = new JsonRecords();
  private final UuidField uuid = new UuidField();
  private final TimestampField timestamp;
  private final byte[] eventType = new byte[EventTypes.LONGEST];
  private final GrowableBytes resourceType = new GrowableBytes();
  private final ExtraFields extras = new ExtraFields();
  private final Details details = new Details(records);
  private byte[] value;
  private AuditEvent event;

  VerityDecoder(DecoderLimits limits) {
    timestamp = new TimestampField(limits);
  }

  @Override
  public void decode(byte[] value, AuditEvent event) throws RejectedException {
    this.value = value;
    this.event = event;
    fields.clear();
    extras.clear();
    details.clear();
    records.read(value, this);
    fields.requireAll();
    details.fill(event.details(), value, extras);
  }

  @Override
  public void field(String name, JsonParser parser) throws IOException, RejectedException {
    switch (name) {
      case "event_id" -> {
        if (fields.given(parser, EVENT_ID)) {
          uuid.read(parser, name);
          event.eventId(uuid.high(), uuid.low());
        }
      }
      case "event_type" -> {
        if (fields.given(parser, EVENT_TYPE)) {
          readEventType(parser, name);
        }
      }
      case "actor_id" -> {
        if (fields.given(parser, ACTOR_ID)) {
          uuid.read(parser, name);
          event.actorId(uuid.high(), uuid.low());
        }
      }
      case "actor_type" -> {
        if (fields.given(parser, ACTOR_TYPE)) {
          readWord(parser, name, Vocabulary.ACTOR_TYPES, event.actorType());
        }
      }
      case "resource_type" -> {
        if (fields.given(parser, RESOURCE_TYPE)) {
          readResourceType(parser, name);
        }
      }
      case "resource_id" -> {
        if (fields.given(parser, RESOURCE_ID)) {
          uuid.read(parser, name);
          event.resourceId(uuid.high(), uuid.low());
        }
      }
      case "action" -> {
        if (fields.given(parser, ACTION)) {
          readWord(parser, name, Vocabulary.ACTIONS, event.action());
        }
      }
      case "timestamp" -> {
        if (fields.given(parser, TIMESTAMP)) {
          event.timestampMillis(timestamp.read(parser, name));
        }
      }
      case "details" -> {
        if (fields.given(parser, DETAILS)) {
          details.read(parser, value);
        }
      }
      default -> extras.read(name, parser);
    }
  }

  private void readEventType(JsonParser parser, String field)
      throws IOException, RejectedException {
    FieldValues.requireString(parser, field, EventTypes.RULE);
    int length = parser.getTextLength();
    if (!EventTypes.copy(parser.getTextCharacters(), parser.getTextOffset(), length, eventType)) {
      throw FieldValues.mismatch(parser, field, EventTypes.RULE);
    }
    event.eventType().set(eventType, 0, length);
  }

  private void readResourceType(JsonParser parser, String field)
      throws IOException, RejectedException {
    FieldValues.requireString(parser, field, ResourceTypes.RULE);
    if (!ResourceTypes.copy(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), resourceType)) {
      throw FieldValues.mismatch(parser, field, ResourceTypes.RULE);
    }
    event.resourceType().set(resourceType.array(), 0, resourceType.length());
  }

  private static void readWord(JsonParser parser, String field, Vocabulary vocabulary, ByteSlice to)
      throws IOException, RejectedException {
    byte[] word = null;
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      word =
          vocabulary.find(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
    if (word == null) {
      throw FieldValues.mismatch(parser, field, vocabulary.toString());
    }
    to.set(word);
  }
}
