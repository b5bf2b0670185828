package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailFormatTest {

  private static final String IDENTITY =
      "\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDA\",\"arn\":\"arn:aws:iam::1:user/b\"}";
  private static final String RECORD =
      "{"
          + IDENTITY
          + ",\"eventTime\":\"2023-07-10T11:42:18Z\",\"eventSource\":\"s3.amazonaws.com\","
          + "\"eventName\":\"GetBucketAcl\",\"awsRegion\":\"us-east-1\","
          + "\"sourceIPAddress\":\"10.0.0.1\",\"readOnly\":true,"
          + "\"eventID\":\"875240ac-e821-4fc6-a311-8c352a1d20f5\"}";

  private static AuditEvent decode(String record) throws RejectedException {
    return Decoding.decode("cloudtrail", record);
  }

  private static AuditEvent decodeWith(String identity) throws RejectedException {
    return decode(RECORD.replace(IDENTITY, identity));
  }

  private static String reason(String record) {
    return Decoding.reason("cloudtrail", record);
  }

  @Test
  void fillsEveryColumn() throws RejectedException {
    String record = " " + RECORD + "\n";
    AuditEvent event = decode(record);

    assertThat(event.eventId()).isEqualTo(UUID.fromString("875240ac-e821-4fc6-a311-8c352a1d20f5"));
    assertThat(event.eventType()).hasToString("GET_BUCKET_ACL");
    assertThat(event.actorType()).hasToString("USER");
    assertThat(event.actorId()).isEqualTo(NameUuid.of("arn:aws:iam::1:user/b"));
    assertThat(event.resourceType()).hasToString("s3.amazonaws.com");
    assertThat(event.resourceId()).isEqualTo(NameUuid.of("s3.amazonaws.com/us-east-1"));
    assertThat(event.action()).hasToString("READ");
    assertThat(event.timestampMillis())
        .isEqualTo(Instant.parse("2023-07-10T11:42:18Z").toEpochMilli());
    assertThat(event.details()).hasToString(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"type\":\"IAMUser\",\"arn\":\"a\",\"principalId\":\"p\"|USER|a",
        "\"type\":\"IAMUser\",\"arn\":\"\",\"principalId\":\"p\",\"invokedBy\":\"i\"|SERVICE|p",
        "\"type\":\"AWSService\",\"invokedBy\":\"i\"|SERVICE|i",
        "\"type\":\"AWSService\"|SERVICE|10.0.0.1",
        "\"invokedBy\":\"i\"|SERVICE|i",
        "\"type\":null,\"accountId\":\"1\"|SYSTEM|10.0.0.1",
        "\"sessionContext\":{\"type\":\"Role\",\"arn\":\"x\"}|SYSTEM|10.0.0.1",
      })
  void namesTheActor(String identity, String type, String name) throws RejectedException {
    AuditEvent event = decodeWith("\"userIdentity\":{" + identity + "}");
    assertThat(event.actorType()).hasToString(type);
    assertThat(event.actorId()).isEqualTo(NameUuid.of(name));
  }

  @Test
  void namesAnActorWithoutIdentity() throws RejectedException {
    assertThat(decodeWith("\"userIdentity\":null").actorType()).hasToString("SYSTEM");
    assertThat(decodeWith("\"x\":1").actorId()).isEqualTo(NameUuid.of("10.0.0.1"));
    assertThat(
            decode(RECORD.replace(IDENTITY, "\"x\":1").replace("\"10.0.0.1\"", "null")).actorId())
        .isEqualTo(NameUuid.of("s3.amazonaws.com"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"type\":\"T\",\"ARN\":\"arn\"},{\"type\":\"U\",\"ARN\":\"b\"},3]|T|arn",
        "[{\"accountId\":\"1\",\"ARN\":\"arn\"}]|s3.amazonaws.com|arn",
        "[{\"type\":\"T\",\"ARNPrefix\":\"arn\"}]|T|s3.amazonaws.com/us-east-1",
        "[]|s3.amazonaws.com|s3.amazonaws.com/us-east-1",
        "null|s3.amazonaws.com|s3.amazonaws.com/us-east-1",
      })
  void namesTheResource(String resources, String type, String name) throws RejectedException {
    AuditEvent event = decode(RECORD.replace("{\"user", "{\"resources\":" + resources + ",\"user"));
    assertThat(event.resourceType()).hasToString(type);
    assertThat(event.resourceId()).isEqualTo(NameUuid.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "PutParameter, false, CREATE",
    "TerminateInstances, false, DELETE",
    "ConsoleLogin, false, LOGIN",
    "AssumeRoleWithSAML, true, LOGIN",
    "GetObject, false, READ",
    "ModifyImageAttribute, false, UPDATE",
    "InventVerb, true, READ",
    "InventVerb, false, UPDATE",
    "InventVerb, null, UPDATE"
  })
  void tellsTheAction(String name, String readOnly, String action) throws RejectedException {
    String record =
        RECORD
            .replace("GetBucketAcl", name)
            .replace("\"readOnly\":true", "\"readOnly\":" + readOnly);
    assertThat(decode(record).action()).hasToString(action);
  }

  @Test
  void refusesAWholeFile() {
    String reason =
        "a CloudTrail file with Records in it, but one Kafka record is one row:"
            + " ./verity produce --format cloudtrail splits it";
    assertThat(reason("{\"Records\":[" + RECORD + "]}")).isEqualTo(reason);
    assertThat(reason("{\"Records\":[]}")).isEqualTo(reason);
  }

  @Test
  void refusesWhatIsNoRecord() {
    assertThat(reason("{}"))
        .isEqualTo("missing required fields eventID, eventName, eventTime, eventSource, awsRegion");
    assertThat(reason(RECORD.replace("\"GetBucketAcl\"", "null")))
        .isEqualTo("missing required field eventName");
    assertThat(reason(RECORD.replace("GetBucketAcl", "9 lives")))
        .isEqualTo(
            "field eventName: expected an event type that matches [A-Za-z][A-Za-z0-9_.:-]{0,127},"
                + " got \"9 lives\"");
    assertThat(reason(RECORD.replace("\"GetBucketAcl\"", "7")))
        .isEqualTo("field eventName: expected a string, got number 7");
    assertThat(reason(RECORD.replace("875240ac", "875240a")))
        .isEqualTo(
            "field eventID: expected a UUID of 36 characters,"
                + " got \"875240a-e821-4fc6-a311-8c352a1d20f5\"");
    assertThat(reason(RECORD.replace("\"arn:aws:iam::1:user/b\"", "[]")))
        .isEqualTo("field userIdentity.arn: expected a string, got an array");
    assertThat(reason(RECORD.replace(IDENTITY, "\"userIdentity\":\"root\"")))
        .isEqualTo("field userIdentity: expected an object, got \"root\"");
    assertThat(reason(RECORD.replace(IDENTITY, "\"resources\":{}")))
        .isEqualTo("field resources: expected an array, got an object");
    assertThat(reason(RECORD.replace(IDENTITY, "\"resources\":[\"a\"]")))
        .isEqualTo("field resources: expected an array of objects, got \"a\"");
    assertThat(reason(RECORD.replace("\"readOnly\":true", "\"readOnly\":\"true\"")))
        .isEqualTo("field readOnly: expected true or false, got \"true\"");
    assertThat(reason(RECORD.replace("s3.amazonaws.com", "")))
        .isEqualTo("field eventSource: expected a text of 1 to 256 bytes, got \"\"");
    assertThat(reason(RECORD.replace(IDENTITY, IDENTITY + "," + IDENTITY)))
        .isEqualTo("field \"userIdentity\" is given twice: ambiguous");
    assertThat(reason(RECORD.replace("2023-07-10", "2013-07-10")))
        .isEqualTo(
            "timestamp 2013-07-10T11:42:18Z is older than the retention of 2555 days:"
                + " it would be removed at once");
  }

  @Test
  void everyRealRecordBecomesARow() throws RejectedException {
    List<String> records = Decoding.lines("cloudtrail/records.jsonl");
    RecordDecoder decoder = Decoding.decoder("cloudtrail");
    AuditEvent event = new AuditEvent();
    for (String record : records) {
      byte[] bytes = record.getBytes(UTF_8);
      decoder.decode(null, bytes, event);
      CloudTrailOracle.check(record, event);
      ValidEvent.check(event);
    }
    assertThat(records.size()).isIn(200, 2198);
  }
}
