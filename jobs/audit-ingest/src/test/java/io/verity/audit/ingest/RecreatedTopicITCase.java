package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that is deleted and created anew under its name has the same offsets, and is another. */
class RecreatedTopicITCase {

  @TempDir Path work;

  @Test
  void whileTheJobIsDown() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(200);
    Trail old = topic.trail();
    IngestRun first = IngestRun.of(topic, work).start();
    try (first) {
      Oracle.assertExactlyOnce(topic);
    }
    topic.recreate();
    topic.sendEvents(120);
    try (IngestRun run = IngestRun.of(topic, work).restoring(first.newestCheckpoint()).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(topic.trail().topicId()).isNotEqualTo(old.topicId());
    assertThat(old.rows()).isEqualTo(200);
  }

  /** The new topic is shorter at first: the old position is out of its range. */
  @Test
  void whileTheJobRuns() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    topic.sendEvents(200);
    Trail old = topic.trail();
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
      topic.recreate();
      topic.sendEvents(40);
      topic.sendEvents(60);
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(old.rows()).isEqualTo(200);
  }

  /**
   * The new topic is longer: the old position exists in it, and reading may go on there at first.
   */
  @Test
  void byALongerOneWhileTheJobRuns() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    topic.sendEvents(20);
    Trail old = topic.trail();
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
      topic.recreate();
      topic.sendEvents(2000);
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(old.rows()).isEqualTo(20);
  }
}
