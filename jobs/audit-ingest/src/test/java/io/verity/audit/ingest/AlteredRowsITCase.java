package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.verity.audit.ingest.recovery.TrailStoppedException;
import java.nio.file.Path;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Rows that nobody marked yet are altered: the job stops and does not guess. */
class AlteredRowsITCase {

  @TempDir Path work;

  private final FaultyStores stores = new FaultyStores();
  private final TrailAdmin admin = new TrailAdmin();
  private final TestTopic topic = TestTopic.create(TestStack.get(), 1);

  @Test
  @Execution(CONCURRENT)
  void aChangedRowStopsARestoredJob() throws Exception {
    IngestRun dead = diedBeforeTheMark();
    admin.changeOneRow(topic.eventIds().get(0));
    assertStops(IngestRun.of(topic, work).restoring(dead.newestCheckpoint()));
  }

  @Test
  @Execution(CONCURRENT)
  void aDeletedRowStopsARestoredJob() throws Exception {
    IngestRun dead = diedBeforeTheMark();
    admin.deleteOneRow(topic.eventIds().get(0));
    assertStops(IngestRun.of(topic, work).restoring(dead.newestCheckpoint()));
  }

  @Test
  @Execution(CONCURRENT)
  void aChangedRowStopsAJobWithoutState() throws Exception {
    diedBeforeTheMark();
    admin.changeOneRow(topic.eventIds().get(0));
    assertStops(IngestRun.of(topic, work));
  }

  /**
   * The batch that is written has the first event, and others where the first checkpoint leaves the
   * time to read them.
   */
  private IngestRun diedBeforeTheMark() throws Exception {
    topic.sendEvents(50);
    Hold hold = stores.holdAt(FaultPoint.BEFORE_MARK);
    IngestRun dying =
        IngestRun.of(topic, work)
            .with("AUDIT_FLUSH_INTERVAL_SECONDS", "5")
            .withStores(stores)
            .start();
    try (dying) {
      hold.awaitReached();
    }
    return dying;
  }

  private void assertStops(IngestRun.Builder start) throws Exception {
    try (IngestRun run = start.start()) {
      assertThat(ExceptionUtils.findThrowable(run.failure(), TrailStoppedException.class))
          .hasValueSatisfying(
              stop ->
                  assertThat(stop).hasMessageContaining("altered").hasMessageContaining("verify"));
    }
  }
}
