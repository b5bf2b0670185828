package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table itself is against the writer for a while. */
class TableSettingsITCase {

  @TempDir Path work;

  private final FaultyStores stores = new FaultyStores();
  private final TrailAdmin admin = new TrailAdmin();
  private final TestTopic topic = TestTopic.create(TestStack.get(), 3);

  /** Codes 252, too many parts, and 243, not enough space. */
  @ParameterizedTest
  @CsvSource({
    "parts_to_throw_insert, 1",
    "min_free_disk_bytes_to_perform_insert, 1000000000000000"
  })
  void refusedInsertsAreTriedAgain(String setting, String value) throws Exception {
    admin.insertForeignRow();
    admin.insertForeignRow();
    topic.sendEvents(250);
    try (IngestRun run = IngestRun.of(topic, work).withStores(stores).start()) {
      try (AutoCloseable refusing = admin.setting(setting, value)) {
        int before = stores.refused();
        await().atMost(Duration.ofSeconds(60)).until(() -> stores.refused() >= before + 8);
      }
      Oracle.assertExactlyOnce(topic);
      assertThat(stores.attempts()).as("starts").isEqualTo(1);
    }
  }

  /** The first INSERT is done, and its token is forgotten before the answer could come. */
  @Test
  void anAnswerIsLostForLongerThanTheDeduplicationWindow() throws Exception {
    Fault windowMovesOn =
        batch -> {
          admin.insertForeignRow();
          admin.insertForeignRow();
        };
    stores.at(FaultPoint.AFTER_INSERT, windowMovesOn.then(Fault.noAnswer()));
    topic.sendEvents(90);
    try (AutoCloseable window = admin.setting("non_replicated_deduplication_window", "1");
        IngestRun run = IngestRun.of(topic, work).withStores(stores).start()) {
      Oracle.assertExactlyOnce(topic);
      assertThat(stores.repeated(FaultPoint.AFTER_INSERT)).isZero();
      assertThat(stores.attempts()).as("starts").isEqualTo(1);
    }
  }
}
