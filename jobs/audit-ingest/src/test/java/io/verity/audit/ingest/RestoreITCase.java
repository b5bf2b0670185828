package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a job is started from, the ledger decides what is written: nothing is lost or doubled.
 * After each start new events follow the old ones, so that when they are there, all that was read a
 * second time has passed the filter.
 */
class RestoreITCase {

  @TempDir Path work;

  @Test
  void olderSavepoint() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(300);
    String savepoint;
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.awaitCovered(topic);
      topic.sendEvents(150);
      savepoint = run.savepoint();
      topic.sendEvents(150);
      Oracle.assertExactlyOnce(topic);
    }
    try (IngestRun run = IngestRun.of(topic, work).restoring(savepoint).start()) {
      topic.sendEvents(50);
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  void oldSavepointAfterStatelessStart() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(200);
    String savepoint;
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.awaitCovered(topic);
      savepoint = run.stopWithSavepoint();
    }
    topic.sendEvents(100);
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    topic.sendEvents(50);
    try (IngestRun run = IngestRun.of(topic, work).restoring(savepoint).start()) {
      Oracle.assertExactlyOnce(topic);
    }
  }

  /** Each start of a local cluster is a new job id, too. */
  @Test
  void statelessRestartInMidStream() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(200);
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.awaitCovered(topic);
      topic.sendEvents(3000);
    }
    assertThat(topic.trail().rows()).isLessThanOrEqualTo(topic.acknowledged());
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      topic.sendEvents(50);
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  void retainedCheckpoint() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(200);
    IngestRun first = IngestRun.of(topic, work).start();
    try (first) {
      Oracle.awaitCovered(topic);
      topic.sendEvents(2000);
    }
    try (IngestRun run = IngestRun.of(topic, work).restoring(first.newestCheckpoint()).start()) {
      topic.sendEvents(50);
      Oracle.assertExactlyOnce(topic);
    }
  }

  @Test
  void stopWithSavepointAndRescale() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 4);
    String savepoint = null;
    for (String parallelism : new String[] {"2", "4", "1"}) {
      try (IngestRun run =
          IngestRun.of(topic, work)
              .with("AUDIT_PARALLELISM", parallelism)
              .restoring(savepoint)
              .start()) {
        topic.sendEvents(200);
        Oracle.awaitCovered(topic);
        topic.sendEvents(200);
        if (parallelism.equals("1")) {
          Oracle.assertExactlyOnce(topic);
        } else {
          savepoint = run.stopWithSavepoint();
        }
      }
    }
  }
}
