package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.ingest.sink.SpilledRows;
import io.verity.audit.stack.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse dies under load, and is away: the job waits for it, and takes in no more. */
class ServerOutageITCase {

  private static final int KILLS = 3;
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final int MAX_INTAKE = 1 << 20;
  private static final String PADDING = "x".repeat(500);
  private static final long MOST_ROWS_WAITING = 2 * MAX_INTAKE / PADDING.length();

  @TempDir Path work;

  private final ServerProcess server = TestStack.get().clickHouse();
  private final FaultyStores stores = new FaultyStores();
  private final TestTopic topic = TestTopic.create(TestStack.get(), 3);

  @Test
  void killedInTheMiddleOfInserts() throws Exception {
    topic.sendEvents(12_000, PADDING);
    try (IngestRun run = run().start()) {
      for (int i = 0; i < KILLS; i++) {
        int inserts = stores.passed(FaultPoint.BEFORE_INSERT);
        soon().until(() -> stores.passed(FaultPoint.BEFORE_INSERT) > inserts + 2);
        server.kill();
        server.restart();
      }
      assertUnharmed();
    }
  }

  @Test
  void awayUnderLoad() throws Exception {
    topic.sendEvents(3_000, PADDING);
    try (IngestRun run = run().start()) {
      soon().until(() -> stores.passed(FaultPoint.AFTER_MARK) > 0);
      server.kill();
      try {
        topic.sendEvents(4_000, PADDING);
        // what is read and not committed: at most the gate's limit, and what came at once with it
        await()
            .during(OUTAGE)
            .atMost(OUTAGE.multipliedBy(2))
            .until(() -> SpilledRows.count(work.resolve("verity-spill")) < MOST_ROWS_WAITING);
      } finally {
        server.restart();
      }
      assertUnharmed();
    }
  }

  private void assertUnharmed() throws Exception {
    Oracle.assertExactlyOnce(topic);
    assertThat(stores.attempts()).as("starts").isEqualTo(1);
  }

  private IngestRun.Builder run() {
    return IngestRun.of(topic, work)
        .withStores(stores)
        .with("AUDIT_BATCH_SIZE", "500")
        .with("AUDIT_SPILL_THRESHOLD_BYTES", "0")
        .with("AUDIT_MAX_INTAKE_BYTES", Integer.toString(MAX_INTAKE));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
  }
}
