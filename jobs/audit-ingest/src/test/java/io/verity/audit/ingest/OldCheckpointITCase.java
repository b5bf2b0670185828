package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** A checkpoint is restored after a start without state has committed its offsets. */
class OldCheckpointITCase {

  private static final int RECORDS = 3000;

  @TempDir Path work;

  private final TestTopic topic = TestTopic.create(TestStack.get(), 2);

  @Test
  @Execution(CONCURRENT)
  void allOfItIsCovered() throws Exception {
    sendEventsAndRejects();
    String checkpoint = checkpointWithUncommittedBatches();
    try (IngestRun stateless = run().with("AUDIT_BATCH_SIZE", "70").start()) {
      Oracle.assertExactlyOnce(topic);
    }
    assertRestores(checkpoint);
    assertThat(topic.trail().cutBatches()).isEmpty();
  }

  @Test
  @Execution(CONCURRENT)
  void aPartOfItIsCovered() throws Exception {
    sendEventsAndRejects();
    String checkpoint = checkpointWithUncommittedBatches();
    coverAPart();
    Trail trail = topic.trail();
    assertThat(trail.rows() + trail.rejected()).isPositive().isLessThan(topic.acknowledged());

    // dies with the cut batches written and not marked
    FaultyStores stores = new FaultyStores();
    Hold hold = stores.holdAt(FaultPoint.BEFORE_MARK);
    try (IngestRun dying = run().withStores(stores).restoring(checkpoint).start()) {
      hold.awaitReached();
    }
    List<String> cut = trail.cutBatches();
    assertThat(cut).anyMatch(b -> b.startsWith("audit")).anyMatch(b -> b.startsWith("rejected"));

    assertRestores(checkpoint);
    assertThat(trail.cutBatches()).as("the same batches again").isEqualTo(cut);
  }

  private void assertRestores(String checkpoint) throws Exception {
    try (IngestRun restored = run().restoring(checkpoint).start()) {
      topic.sendEvents(10);
      Oracle.assertExactlyOnce(topic);
    }
  }

  /** A job without state commits about a mebibyte, and dies in its second commit. */
  private void coverAPart() throws Exception {
    FaultyStores stores = new FaultyStores();
    stores.at(FaultPoint.BEFORE_INTENT, batch -> {});
    Hold hold = stores.holdAt(FaultPoint.BEFORE_INTENT);
    try (IngestRun dying =
        run().withStores(stores).with("AUDIT_MAX_INTAKE_BYTES", "1048576").start()) {
      hold.awaitReached();
    }
  }

  private String checkpointWithUncommittedBatches() throws Exception {
    FaultyStores stores = new FaultyStores();
    Hold hold = stores.holdAt(FaultPoint.BEFORE_INTENT);
    IngestRun dying =
        run().withStores(stores).with("AUDIT_CHECKPOINT_INTERVAL_SECONDS", "3").start();
    try (dying) {
      hold.awaitReached();
    }
    return dying.newestCheckpoint().orElseThrow();
  }

  /** Every fourth record is no event. */
  private void sendEventsAndRejects() throws Exception {
    String padding = "x".repeat(1000);
    List<byte[]> rejects = new ArrayList<>();
    for (int i = 0; i < RECORDS / 40; i++) {
      rejects.add(("no event " + i + padding).getBytes(UTF_8));
    }
    for (int i = 0; i < 10; i++) {
      topic.send(rejects);
      topic.sendEvents(RECORDS / 10 - rejects.size(), padding);
    }
  }

  private IngestRun.Builder run() {
    return IngestRun.of(topic, work);
  }
}
