package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No record stops the job: it is a row, or it is kept whole with the reason why it is none. */
class PoisonITCase {

  private static final int LARGE = 20_000_000;
  private static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");
  private static final String VALID =
      TestEvents.event("5d0f7a0c-36e0-4a9e-9f3c-6b1f1c4a2d10", NOON, "{}");

  @TempDir Path work;

  private static List<PoisonRecord> poison() {
    return List.of(
        PoisonRecord.of("bad JSON", "{\"event_id\": oops", "JSON"),
        PoisonRecord.of("no JSON", "\u0001\u0002 plain", "JSON"),
        PoisonRecord.of("no object", "[1,2,3]", "object"),
        PoisonRecord.of("wrong type", VALID.replace("\"USER\"", "17"), "actor_type"),
        PoisonRecord.of("unknown enum", VALID.replace("\"USER\"", "\"ALIEN\""), "actor_type"),
        PoisonRecord.of("missing field", VALID.replace("\"action\"", "\"no_action\""), "action"),
        PoisonRecord.of("no UUID", VALID.replace("5d0f7a0c-", "zz-"), "event_id"),
        PoisonRecord.of(
            "invalid UTF-8",
            VALID.replace("TEST_EVENT", "CAF\u00c9").getBytes(ISO_8859_1),
            "UTF-8"),
        PoisonRecord.of("truncated", VALID.substring(0, VALID.length() / 2), "JSON"),
        PoisonRecord.of("empty", new byte[0], "empty value"),
        PoisonRecord.of("tombstone", (byte[]) null, "empty value"),
        PoisonRecord.of("bare tombstone", (byte[]) null, "empty value").withKey(null),
        PoisonRecord.of("null key", "nonsense", "JSON").withKey(null),
        PoisonRecord.of("empty key", "nonsense", "JSON").withKey(new byte[0]),
        PoisonRecord.of("headers", "nonsense", "JSON")
            .withHeader("trace", new byte[] {0, -1, 127})
            .withHeader("nothing", null)
            .withHeader("trace", new byte[0]),
        PoisonRecord.of("unknown format", VALID, "unknown input format")
            .withHeader("verity-format", "x-unknown".getBytes(UTF_8)),
        PoisonRecord.of("wrong format", VALID, "eventTime")
            .withHeader("verity-format", "cloudtrail".getBytes(UTF_8)),
        PoisonRecord.of("large nonsense", "n".repeat(LARGE), "JSON"));
  }

  @Test
  void eachIsKeptWholeAndTheJobGoesOn() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    topic.sendRecords(poison().stream().map(poison -> poison.to(topic)).toList());
    topic.sendEvents(20);
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    Trail trail = topic.trail();
    assertThat(trail.rejected()).isEqualTo(poison().size());
    List<String> stored =
        trail.lines(
            "SELECT "
                + PoisonRecord.STORED
                + " FROM verity.verity_audit_rejected WHERE "
                + trail.ofTopic()
                + " ORDER BY kafka_offset");
    assertThat(stored)
        .containsExactlyElementsOf(poison().stream().map(PoisonRecord::stored).toList());
    List<String> reasons = trail.reasons();
    for (int i = 0; i < poison().size(); i++) {
      assertThat(reasons.get(i)).as(poison().get(i).name()).contains(poison().get(i).reason());
    }
  }

  /** Odd, but an event all the same. */
  @Test
  void whatIsOnlyUnusualIsARow() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    String large = "{\"x\":\"" + "y".repeat(LARGE) + "\"}";
    topic.sendRecords(
        List.of(
            new ProducerRecord<>(topic.name(), 0, null, topic.nextEvent(NOON, large)),
            new ProducerRecord<>(topic.name(), 0, null, topic.nextEvent(NOON)),
            new ProducerRecord<>(
                topic.name(),
                0,
                new byte[0],
                topic.nextEvent(NOON, "{\"text\":\"\\u0000 \\ud83d\\ude00\"}"),
                List.of(
                    new RecordHeader("nothing", (byte[]) null),
                    new RecordHeader("verity-format", "verity".getBytes(UTF_8))))));
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    Trail trail = topic.trail();
    assertThat(trail.rejected()).isZero();
    assertThat(
            trail.lines(
                "SELECT length(details) FROM verity.verity_audit WHERE "
                    + trail.ofTopic()
                    + " ORDER BY kafka_offset LIMIT 1"))
        .containsExactly(Integer.toString(large.length()));
  }
}
