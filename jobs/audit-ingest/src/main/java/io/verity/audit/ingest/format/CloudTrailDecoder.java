package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.verity.audit.trail.AuditEvent;
import java.io.IOException;
import java.util.UUID;

/**
 * Decodes the format {@code cloudtrail}. A column that CloudTrail has no field for is made of what
 * every record has, by rule; {@code details} is the whole record, so nothing is lost.
 *
 * <ul>
 *   <li>event_id is eventID; event_type is eventName in {@link UpperSnake}; timestamp is eventTime
 *   <li>actor_type is SERVICE where userIdentity has the type AWSService or an invokedBy, SYSTEM
 *       where it has no type, else USER
 *   <li>actor_id is the {@link NameUuid} of userIdentity's arn, else principalId, else invokedBy,
 *       else of sourceIPAddress, else of eventSource
 *   <li>resource_type and resource_id are the type and the {@link NameUuid} of the ARN of the first
 *       of resources, else eventSource, and that of {@code eventSource/awsRegion}
 *   <li>action is by {@link CloudTrailActions}, else READ where readOnly is true, else UPDATE
 * </ul>
 */
final class CloudTrailDecoder implements EventDecoder, FieldReader {

  private static final String WHOLE_FILE =
      "a CloudTrail file with Records in it, but one Kafka record is one row:"
          + " ./verity produce --format cloudtrail splits it";

  private static final int EVENT_ID = 0;
  private static final int EVENT_NAME = 1;
  private static final int EVENT_TIME = 2;
  private static final int EVENT_SOURCE = 3;
  private static final int AWS_REGION = 4;
  private static final int SOURCE_IP_ADDRESS = 5;
  private static final int USER_IDENTITY = 6;
  private static final int RESOURCES = 7;
  private static final int READ_ONLY = 8;

  private final FieldTally fields =
      new FieldTally(
          5,
          "eventID",
          "eventName",
          "eventTime",
          "eventSource",
          "awsRegion",
          "sourceIPAddress",
          "userIdentity",
          "resources",
          "readOnly");
  private final CloudTrailActions actions = CloudTrailActions.load();
  private final BoundedCache<CloudTrailEventName> eventNames =
      new BoundedCache<>(name -> CloudTrailEventName.of(name, actions));
  private final BoundedCache<UUID> ids = new BoundedCache<>(NameUuid::of);
  private final JsonRecords records = new JsonRecords();
  private final UuidField uuid = new UuidField();
  private final TimestampField timestamp;
  private final CloudTrailIdentity identity = new CloudTrailIdentity();
  private final CloudTrailResource resource = new CloudTrailResource();
  private final GrowableBytes resourceType = new GrowableBytes();
  private AuditEvent event;
  private String eventName;
  private String eventSource;
  private String awsRegion;
  private String sourceIpAddress;
  private boolean readOnly;

  CloudTrailDecoder(DecoderLimits limits) {
    timestamp = new TimestampField(limits);
  }

  @Override
  public void decode(byte[] value, AuditEvent event) throws RejectedException {
    this.event = event;
    fields.clear();
    identity.clear();
    resource.clear();
    sourceIpAddress = "";
    readOnly = false;
    records.read(value, this);
    fields.requireAll();
    fillType();
    event.actorType().set(identity.actorType());
    event.actorId(ids.get(actorName()));
    fillResource();
    event.details().set(value);
  }

  @Override
  public void field(String name, JsonParser parser) throws IOException, RejectedException {
    switch (name) {
      case "eventID" -> {
        if (fields.given(parser, EVENT_ID)) {
          uuid.read(parser, name);
          event.eventId(uuid.high(), uuid.low());
        }
      }
      case "eventTime" -> {
        if (fields.given(parser, EVENT_TIME)) {
          event.timestampMillis(timestamp.read(parser, name));
        }
      }
      case "eventName" -> eventName = fields.text(parser, EVENT_NAME);
      case "eventSource" -> eventSource = fields.text(parser, EVENT_SOURCE);
      case "awsRegion" -> awsRegion = fields.text(parser, AWS_REGION);
      case "sourceIPAddress" -> sourceIpAddress = fields.text(parser, SOURCE_IP_ADDRESS);
      case "userIdentity" -> {
        if (fields.given(parser, USER_IDENTITY)) {
          identity.read(parser);
        }
      }
      case "resources" -> {
        if (fields.given(parser, RESOURCES)) {
          resource.read(parser);
        }
      }
      case "readOnly" -> {
        if (fields.given(parser, READ_ONLY)) {
          readOnly = FieldValues.bool(parser, name);
        }
      }
      default -> skip(name, parser);
    }
  }

  private static void skip(String name, JsonParser parser) throws IOException, RejectedException {
    if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("Records")) {
      throw new RejectedException(WHOLE_FILE);
    }
    parser.skipChildren();
  }

  private void fillType() throws RejectedException {
    CloudTrailEventName name = eventNames.get(eventName);
    if (name.eventType() == null) {
      throw FieldValues.mismatch("eventName", EventTypes.RULE, eventName);
    }
    event.eventType().set(name.eventType());
    event.action().set(name.action(readOnly));
  }

  private String actorName() {
    String name = identity.actorName();
    if (!name.isEmpty()) {
      return name;
    }
    return sourceIpAddress.isEmpty() ? eventSource : sourceIpAddress;
  }

  private void fillResource() throws RejectedException {
    boolean typed = !resource.type().isEmpty();
    char[] type = (typed ? resource.type() : eventSource).toCharArray();
    if (!ResourceTypes.copy(type, 0, type.length, resourceType)) {
      throw FieldValues.mismatch(
          typed ? "resources.type" : "eventSource", ResourceTypes.RULE, new String(type));
    }
    event.resourceType().set(resourceType.array(), 0, resourceType.length());
    event.resourceId(
        ids.get(resource.arn().isEmpty() ? eventSource + '/' + awsRegion : resource.arn()));
  }
}
