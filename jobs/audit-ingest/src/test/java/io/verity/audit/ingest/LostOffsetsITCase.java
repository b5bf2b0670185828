package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's retention removed what nobody had read: never passed over in silence. */
class LostOffsetsITCase {

  private static final int COVERED = 100;
  private static final int REMOVED = 50;

  @TempDir Path work;
  private TestTopic topic;
  private IngestRun first;

  @BeforeEach
  void losesOffsetsWhileTheJobIsDown() throws Exception {
    topic = TestTopic.create(TestStack.get(), 1);
    topic.sendEvents(COVERED);
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
      first = run;
    }
    topic.sendEvents(100);
    topic.deleteRecords(0, COVERED + REMOVED);
  }

  @Test
  void statelessStartFails() throws Exception {
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      assertClearFailure(run);
    }
  }

  @Test
  void restoredStartFails() throws Exception {
    try (IngestRun run = IngestRun.of(topic, work).restoring(first.newestCheckpoint()).start()) {
      assertClearFailure(run);
    }
  }

  @Test
  void recordGoesOnAndTheGapStays() throws Exception {
    try (IngestRun run = IngestRun.of(topic, work).with("AUDIT_LOST_OFFSETS", "record").start()) {
      Oracle.awaitRows(topic, 2 * COVERED - REMOVED);
    }
    Trail trail = topic.trail();
    assertThat(trail.distinctCoordinates()).isEqualTo(2 * COVERED - REMOVED);
    assertThat(trail.offsetsConsumed() - trail.ledgered("rows"))
        .as("offsets that nothing accounts for, holes neither")
        .isEqualTo(REMOVED);
    assertThat(trail.ledgered("holes")).isZero();
  }

  /** The reader stands still, the gate closed, while retention passes its position. */
  @Test
  void aRunningJobFailsToo() throws Exception {
    TestTopic lagging = TestTopic.create(TestStack.get(), 1);
    lagging.sendEvents(10);
    try (IngestRun run =
        IngestRun.of(lagging, work)
            .with("AUDIT_MAX_INTAKE_BYTES", "1048576")
            .withStores(
                settings -> new AwayStore(new ClickHouseTrailStore(settings.clickHouse(), 5)))
            .start()) {
      Oracle.awaitCovered(lagging);
      AwayStore.away(true);
      lagging.send(largeEvents(lagging));
      lagging.deleteRecords(0, lagging.acknowledged() - 1);
      AwayStore.away(false);
      assertThat(run.failure())
          .hasStackTraceContaining(
              "of "
                  + lagging.name()
                  + "-0 were removed by Kafka's retention before they were read");
    } finally {
      AwayStore.away(false);
    }
    Trail trail = lagging.trail();
    assertThat(trail.ledgered("holes")).as("nothing is passed over as holes").isZero();
    assertThat(trail.distinctCoordinates()).isEqualTo(trail.rows());
  }

  /** More than the consumer fetches ahead. */
  private static List<byte[]> largeEvents(TestTopic topic) {
    String details = "{\"x\":\"" + "x".repeat(100_000) + "\"}";
    return IntStream.range(0, 400)
        .mapToObj(i -> topic.nextEvent(Instant.parse("2025-05-05T12:00:00Z"), details))
        .toList();
  }

  private void assertClearFailure(IngestRun run) throws Exception {
    assertThat(run.failure())
        .hasStackTraceContaining(
            "offsets 100 to 149 of "
                + topic.name()
                + "-0 were removed by Kafka's retention before they were read;"
                + " set AUDIT_LOST_OFFSETS=record to go on");
    assertThat(topic.trail().rows()).isEqualTo(COVERED);
  }
}
