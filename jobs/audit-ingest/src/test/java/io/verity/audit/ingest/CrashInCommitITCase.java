package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job dies at every point of a commit, and before it. */
class CrashInCommitITCase {

  @TempDir Path work;

  private final FaultyStores stores = new FaultyStores();
  private final TestTopic topic = TestTopic.create(TestStack.get(), 3);

  @ParameterizedTest
  @Execution(CONCURRENT)
  @EnumSource(names = {"BEFORE_INTENT", "AFTER_INSERT", "AFTER_MARK"})
  void flinkStartsTheJobAgain(FaultPoint point) throws Exception {
    topic.sendEvents(450);
    stores.at(point, Fault.crash());
    try (IngestRun run = run().withStores(stores).start()) {
      topic.sendEvents(150);
      Oracle.assertExactlyOnce(topic);
      soon().untilAsserted(() -> assertThat(stores.attempts()).as("starts").isEqualTo(2));
      Oracle.assertExactlyOnce(topic);
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @EnumSource(names = {"BEFORE_INTENT", "AFTER_INTENT", "AFTER_INSERT", "AFTER_MARK"})
  void theNewestCheckpointIsRestored(FaultPoint point) throws Exception {
    topic.sendEvents(450);
    Hold hold = stores.holdAt(point);
    IngestRun dying = run().withStores(stores).start();
    try (dying) {
      hold.awaitReached();
      topic.sendEvents(150);
    }
    try (IngestRun again = run().restoring(dying.newestCheckpoint()).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(topic.trail().recovered()).as("batches adopted").isZero();
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @EnumSource(names = {"AFTER_INTENT", "AFTER_INSERT"})
  void theStateIsLost(FaultPoint point) throws Exception {
    topic.sendEvents(450);
    Hold hold = stores.holdAt(point);
    try (IngestRun dying = run().withStores(stores).with("AUDIT_INSERT_CONNECTIONS", "1").start()) {
      hold.awaitReached();
      topic.sendEvents(150);
    }
    long orphans = topic.trail().uncommittedBatches();
    assertThat(orphans > 0).as("rows without a mark").isEqualTo(point == FaultPoint.AFTER_INSERT);
    try (IngestRun again = run().start()) {
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(topic.trail().recovered()).as("batches adopted").isEqualTo(orphans);
  }

  @Test
  @Execution(CONCURRENT)
  void whatNoCheckpointHoldsIsReadAgain() throws Exception {
    IngestRun dying =
        run()
            .with("AUDIT_SPILL_THRESHOLD_BYTES", "0")
            .with("AUDIT_CHECKPOINT_INTERVAL_SECONDS", "3600")
            .start();
    try (dying) {
      soon().until(() -> dying.newestCheckpoint().isPresent());
      topic.sendEvents(450);
      soon().until(() -> Segments.in(work.resolve("verity-spill")).anySpilled());
    }
    assertThat(topic.trail().batches()).isZero();
    try (IngestRun again = run().restoring(dying.newestCheckpoint()).start()) {
      Oracle.assertExactlyOnce(topic);
    }
  }

  private IngestRun.Builder run() {
    return IngestRun.of(topic, work);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60));
  }
}
