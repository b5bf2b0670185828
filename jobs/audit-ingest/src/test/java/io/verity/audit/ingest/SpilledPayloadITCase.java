package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.verity.audit.ingest.recovery.TrailStoppedException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** What becomes of the segments, and of a job that misses one. */
class SpilledPayloadITCase {

  @TempDir Path work;

  private final TestTopic topic = TestTopic.create(TestStack.get(), 2);

  @Test
  @Execution(CONCURRENT)
  void segmentsGoWithTheirCommit() throws Exception {
    topic.sendEvents(450);
    try (IngestRun run = run().start()) {
      Oracle.assertExactlyOnce(topic);
      awaitEmpty();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aRestoredJobFindsItsSegments() throws Exception {
    String checkpoint = checkpointWithUncommittedBatches();
    assertThat(segments().files()).isNotEmpty();
    try (IngestRun restored = run().restoring(checkpoint).start()) {
      Oracle.assertExactlyOnce(topic);
      awaitEmpty();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aMissingSegmentThatNobodyNeedsIsFine() throws Exception {
    String checkpoint = checkpointWithUncommittedBatches();
    try (IngestRun stateless = run().start()) {
      Oracle.assertExactlyOnce(topic);
    }
    try (IngestRun sweeping = run().start()) {
      awaitEmpty();
    }
    try (IngestRun restored = run().restoring(checkpoint).start()) {
      topic.sendEvents(10);
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aMissingSegmentThatIsNeededStopsTheJob() throws Exception {
    String checkpoint = checkpointWithUncommittedBatches();
    segments().deleteAll();
    try (IngestRun restored = run().restoring(checkpoint).start()) {
      assertThat(ExceptionUtils.findThrowable(restored.failure(), TrailStoppedException.class))
          .hasValueSatisfying(
              stop -> assertThat(stop).hasMessageContaining("start the job without state"));
    }
    try (IngestRun stateless = run().start()) {
      Oracle.assertExactlyOnce(topic);
    }
  }

  private String checkpointWithUncommittedBatches() throws Exception {
    topic.sendEvents(450);
    FaultyStores stores = new FaultyStores();
    Hold hold = stores.holdAt(FaultPoint.BEFORE_INTENT);
    IngestRun dying = run().withStores(stores).start();
    try (dying) {
      hold.awaitReached();
    }
    return dying.newestCheckpoint().orElseThrow();
  }

  private void awaitEmpty() {
    await().atMost(Duration.ofSeconds(30)).until(() -> segments().files().isEmpty());
  }

  private Segments segments() {
    return Segments.in(work.resolve("verity-spill"));
  }

  private IngestRun.Builder run() {
    return IngestRun.of(topic, work).with("AUDIT_SPILL_THRESHOLD_BYTES", "0");
  }
}
