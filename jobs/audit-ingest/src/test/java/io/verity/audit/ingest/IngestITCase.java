package io.verity.audit.ingest;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestITCase {

  @TempDir Path work;

  @Test
  void everyRecordIsOneRow() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 3);
    topic.sendEvents(1000);
    try (IngestRun run = IngestRun.of(topic, work).with("AUDIT_PARALLELISM", "2").start()) {
      Oracle.assertExactlyOnce(topic);
    }
  }
}
