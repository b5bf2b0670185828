package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerityFieldsTest {

  private static AuditEvent decode(VerityRecord json) throws RejectedException {
    return Decoding.decode("verity", json.toString());
  }

  private static String reason(Object json) {
    return Decoding.reason("verity", json.toString());
  }

  private static VerityRecord valid() {
    return new VerityRecord();
  }

  @Test
  void fillsEveryColumn() throws RejectedException {
    AuditEvent event = decode(valid().with("details", "{\"a\":1}"));

    assertThat(event.eventId()).isEqualTo(UUID.fromString("228dbace-4376-43c5-bee0-751b44f60c04"));
    assertThat(event.eventType()).hasToString("CONSENT_GIVEN");
    assertThat(event.actorId()).isEqualTo(UUID.fromString("f31aeb00-4982-4407-8941-965096ee86ef"));
    assertThat(event.actorType()).hasToString("USER");
    assertThat(event.resourceType()).hasToString("CONSENT");
    assertThat(event.resourceId())
        .isEqualTo(UUID.fromString("47b61c52-f007-4c1f-9257-5c2d8f6b444c"));
    assertThat(event.action()).hasToString("CREATE");
    assertThat(event.details()).hasToString("{\"a\":1}");
    assertThat(event.timestampMillis())
        .isEqualTo(Instant.parse("2026-09-16T20:41:47.213Z").toEpochMilli());
  }

  @Test
  void namesEveryMissingField() {
    assertThat(reason(valid().without("event_id"))).isEqualTo("missing required field event_id");
    assertThat(reason(valid().with("event_id", "null").without("action")))
        .isEqualTo("missing required fields event_id, action");
    assertThat(reason("{}"))
        .isEqualTo(
            "missing required fields event_id, event_type, actor_id, actor_type, resource_type,"
                + " resource_id, action, timestamp");
  }

  @Test
  void namesTheFieldOfAWrongType() {
    assertThat(reason(valid().with("event_id", "12")))
        .isEqualTo("field event_id: expected a UUID of 36 characters, got number 12");
    assertThat(reason(valid().with("actor_id", "{\"id\":1}")))
        .isEqualTo("field actor_id: expected a UUID of 36 characters, got an object");
    assertThat(reason(valid().with("resource_id", "[]")))
        .isEqualTo("field resource_id: expected a UUID of 36 characters, got an array");
    assertThat(reason(valid().with("actor_type", "true")))
        .isEqualTo("field actor_type: expected USER, SYSTEM or SERVICE, got true");
    assertThat(reason(valid().with("resource_type", "1.5")))
        .isEqualTo("field resource_type: expected a text of 1 to 256 bytes, got number 1.5");
    assertThat(reason(valid().with("event_type", "false")))
        .isEqualTo(
            "field event_type: expected an event type that matches [A-Za-z][A-Za-z0-9_.:-]{0,127},"
                + " got false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "228dbace437643c5bee0751b44f60c04",
        "228dbace-4376-43c5-bee0-751b44f60c0",
        "228dbace-4376-43c5-bee0-751b44f60c0g",
        "228dbace-4376-43c5-bee0_751b44f60c04",
        "228dbac--4376-43c5-bee0-751b44f60c04",
        "228dbace-4376-43c5-bee0-751b44f60cé4",
        "1-1-1-1-1",
        ""
      })
  void refusesWhatIsNoUuid(String text) {
    assertThat(reason(valid().with("event_id", '"' + text + '"')))
        .isEqualTo("field event_id: expected a UUID of 36 characters, got \"" + text + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE", "UPDATE", "DELETE", "REVOKE", "APPROVE", "READ", "EXPORT"})
  void takesActions(String action) throws RejectedException {
    assertThat(decode(valid().with("action", '"' + action + '"')).action()).hasToString(action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DISCLOSE", "LOGIN", "LOGOUT", "GRANT", "EXECUTE"})
  void takesFurtherActions(String action) throws RejectedException {
    assertThat(decode(valid().with("action", '"' + action + '"')).action()).hasToString(action);
  }

  @Test
  void refusesOtherWords() {
    assertThat(reason(valid().with("action", "\"create\"")))
        .isEqualTo(
            "field action: expected CREATE, UPDATE, DELETE, REVOKE, APPROVE, READ, EXPORT,"
                + " DISCLOSE, LOGIN, LOGOUT, GRANT or EXECUTE, got \"create\"");
    assertThat(reason(valid().with("actor_type", "\"\"")))
        .isEqualTo("field actor_type: expected USER, SYSTEM or SERVICE, got \"\"");
  }

  @Test
  void takesWordsWrittenWithEscapes() throws RejectedException {
    AuditEvent event =
        decode(
            valid()
                .with("action", "\"\\u0052EAD\"")
                .with("event_type", "\"A\\u002e\\u0042\"")
                .with("resource_type", "\"\\u00e9\\ud83d\\ude00\\\"\""));

    assertThat(event.action()).hasToString("READ");
    assertThat(event.eventType()).hasToString("A.B");
    assertThat(event.resourceType()).hasToString("é😀\"");
  }

  @Test
  void limitsEventTypes() throws RejectedException {
    String longest = "a" + "Z9_.:-".repeat(21) + "x";
    assertThat(longest).hasSize(128);
    assertThat(decode(valid().with("event_type", '"' + longest + '"')).eventType())
        .hasToString(longest);
    for (String bad : new String[] {"", "9A", "_A", "A B", "Aé", longest + "x"}) {
      assertThat(reason(valid().with("event_type", '"' + bad + '"')))
          .startsWith("field event_type: expected an event type that matches ");
    }
  }

  @Test
  void limitsResourceTypesInBytes() throws RejectedException {
    String longest = "é".repeat(128);
    assertThat(decode(valid().with("resource_type", '"' + longest + '"')).resourceType())
        .hasToString(longest);
    assertThat(reason(valid().with("resource_type", '"' + longest + "x\"")))
        .isEqualTo(
            "field resource_type: expected a text of 1 to 256 bytes, got \""
                + "é".repeat(64)
                + "…\"");
    assertThat(reason(valid().with("resource_type", "\"\"")))
        .isEqualTo("field resource_type: expected a text of 1 to 256 bytes, got \"\"");
    assertThat(reason(valid().with("resource_type", "\"\\ud83d\"")))
        .isEqualTo("field resource_type: expected a text of 1 to 256 bytes, got \"\\ud83d\"");
  }

  @Test
  void refusesAFieldGivenTwice() {
    String once = valid().toString();
    assertThat(reason(once.replace("{", "{\"action\":null,")))
        .isEqualTo("field \"action\" is given twice: ambiguous");
    assertThat(reason(once.replace("{", "{\"\\u0061ction\":\"READ\",")))
        .isEqualTo("field \"action\" is given twice: ambiguous");
    assertThat(reason(once.replace("{", "{\"x\":1,\"x\":1,")))
        .isEqualTo("field \"x\" is given twice: ambiguous");
    assertThat(reason(once.replace("{", "{\"details\":{},\"details\":{},")))
        .isEqualTo("field \"details\" is given twice: ambiguous");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1767225600000, got number 1767225600000: the unit of a number is ambiguous",
        "1.5e9, got number 1.5e9: the unit of a number is ambiguous",
        "true, got true",
        "\"2026-09-16T20:41:47.213\", got \"2026-09-16T20:41:47.213\": it has no zone",
        "\"2026-09-16\", got \"2026-09-16\"",
        "\"2026-02-30T00:00:00Z\", got \"2026-02-30T00:00:00Z\": there is no such time",
        "\"2026-06-30T23:59:60Z\", got \"2026-06-30T23:59:60Z\": a leap second cannot be stored",
        "\"\", got \"\"",
      })
  void saysWhatIsWrongWithATimestamp(String json, String got) {
    assertThat(reason(valid().with("timestamp", json)))
        .isEqualTo(
            "field timestamp: expected an RFC 3339 time with a zone such as"
                + " 2026-01-31T09:30:00.123Z, "
                + got);
  }

  @Test
  void keepsTheTimestampWithinTheRetention() throws RejectedException {
    Instant oldest = Decoding.NOW.minus(Duration.ofDays(2554));
    assertThat(decode(valid().with("timestamp", "\"" + oldest + '"')).timestampMillis())
        .isEqualTo(oldest.toEpochMilli());
    assertThat(reason(valid().with("timestamp", "\"" + oldest.minusMillis(1) + '"')))
        .isEqualTo(
            "timestamp 2019-10-03T23:59:59.999Z is older than the retention of 2555 days:"
                + " it would be removed at once");
    assertThat(decode(valid().with("timestamp", "\"" + Decoding.NEWEST + '"')).timestampMillis())
        .isEqualTo(Decoding.NEWEST.toEpochMilli());
    assertThat(reason(valid().with("timestamp", "\"2300-01-01T00:00:00Z\"")))
        .isEqualTo(
            "timestamp 2300-01-01T00:00:00Z is later than the latest that the trail can hold,"
                + " 2299-12-31T23:59:59.999Z");
  }
}
