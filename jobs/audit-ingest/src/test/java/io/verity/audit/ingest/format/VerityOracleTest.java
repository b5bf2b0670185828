package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.trail.AuditEvent;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every column of every event of the scenario, against a tree of the record. */
class VerityOracleTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesOnTheScenario() throws RejectedException, JsonProcessingException {
    List<String> records = Decoding.lines("scenario/events.jsonl");
    RecordDecoder decoder = Decoding.decoder("verity");
    AuditEvent event = new AuditEvent();
    for (String record : records) {
      decoder.decode(null, record.getBytes(UTF_8), event);
      ValidEvent.check(event);
      JsonNode json = JSON.readTree(record);
      assertThat(event.eventId()).hasToString(json.get("event_id").textValue());
      assertThat(event.eventType()).hasToString(json.get("event_type").textValue());
      assertThat(event.actorId()).hasToString(json.get("actor_id").textValue());
      assertThat(event.actorType()).hasToString(json.get("actor_type").textValue());
      assertThat(event.resourceType()).hasToString(json.get("resource_type").textValue());
      assertThat(event.resourceId()).hasToString(json.get("resource_id").textValue());
      assertThat(event.action()).hasToString(json.get("action").textValue());
      assertThat(event.timestampMillis())
          .isEqualTo(
              OffsetDateTime.parse(json.get("timestamp").textValue()).toInstant().toEpochMilli());
      String details = event.details().toString();
      assertThat(JSON.readTree(details)).isEqualTo(json.get("details"));
      assertThat(record).contains("\"details\":" + details);
    }
    assertThat(records).hasSizeGreaterThanOrEqualTo(200);
  }
}
