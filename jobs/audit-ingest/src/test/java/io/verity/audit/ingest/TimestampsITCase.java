package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event's own time decides its table partition, and whether the trail can keep it. */
class TimestampsITCase {

  @TempDir Path work;

  /** One INSERT is one part: a batch never holds two months. */
  @Test
  void oneBatchForEachMonth() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    ZonedDateTime june =
        ZonedDateTime.of(Year.now().getValue() - 1, 6, 15, 12, 0, 0, 0, ZoneOffset.UTC);
    List<Instant> timestamps = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      timestamps.add(june.minusMonths(i % 3).plusMinutes(i).toInstant());
    }
    topic.sendEventsAt(timestamps);
    try (IngestRun run = IngestRun.of(topic, work).with("AUDIT_BATCH_SIZE", "1000").start()) {
      Oracle.assertExactlyOnce(topic);
    }
    Trail trail = topic.trail();
    assertThat(
            trail.lines(
                "SELECT DISTINCT toYYYYMM(timestamp) AS month FROM verity.verity_audit WHERE "
                    + trail.ofTopic()
                    + " ORDER BY month"))
        .hasSize(3);
    assertThat(
            trail.lines(
                "SELECT batch_id FROM verity.verity_audit WHERE "
                    + trail.ofTopic()
                    + " GROUP BY batch_id HAVING uniqExact(toYYYYMM(timestamp)) > 1"))
        .isEmpty();
  }

  @Test
  void lateAndFarEventsAreRowsAndTheExpiredIsRejected() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    topic.sendEventsAt(
        List.of(
            now.minusYears(6).toInstant(),
            now.minusDays(2553).toInstant(),
            now.plusYears(1).toInstant(),
            now.plusYears(40).toInstant()));
    topic.send(
        List.of(
            TestEvents.event(
                    "0a3c1b8e-94d2-4c35-8d52-1a7de9a4f6b0", now.minusDays(2555).toInstant(), "{}")
                .getBytes(),
            TestEvents.event(
                    "0a3c1b8e-94d2-4c35-8d52-1a7de9a4f6b1", now.plusYears(200).toInstant(), "{}")
                .getBytes()));
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    List<String> reasons = topic.trail().reasons();
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(0)).contains("timestamp").contains("retention").contains("2555");
    assertThat(reasons.get(1)).contains("timestamp");
  }
}
