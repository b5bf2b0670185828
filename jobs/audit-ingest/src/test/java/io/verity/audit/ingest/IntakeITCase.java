package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stopped ClickHouse stops the intake: not the job, and not the heap. */
class IntakeITCase {

  private static final int EVENT_BYTES = 10_000;
  private static final int EVENTS = 4_000;

  /** Each two checkpoints let so much pass: with less, the backlog takes minutes. */
  private static final int LIMIT = 4 << 20;

  @TempDir Path work;
  private final InMemoryReporter reporter = InMemoryReporter.create();

  @AfterEach
  void closeReporter() {
    reporter.close();
  }

  @Test
  void stopsAndGoesOnWithClickHouse() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 1);
    topic.sendEvents(10);
    try (IngestRun run =
        IngestRun.of(topic, work)
            .with("AUDIT_MAX_INTAKE_BYTES", Integer.toString(LIMIT))
            .withFlink(reporter::addToConfiguration)
            .start()) {
      Oracle.awaitCovered(topic);
      TestStack.get().clickHouse().kill();
      try {
        topic.send(largeEvents(topic));
        assertIntakeStands(run);
      } finally {
        TestStack.get().clickHouse().restart();
      }
      Oracle.assertExactlyOnce(topic);
    }
  }

  private static List<byte[]> largeEvents(TestTopic topic) {
    Instant noon = Instant.parse("2025-05-05T12:00:00Z");
    String details = "{\"x\":\"" + "x".repeat(EVENT_BYTES) + "\"}";
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(topic.nextEvent(noon, details));
    }
    return events;
  }

  private void assertIntakeStands(IngestRun run) throws Exception {
    await().atMost(Duration.ofSeconds(30)).until(() -> taken(run) > 10 + LIMIT / 2 / EVENT_BYTES);
    long heap = usedHeap();
    long before = taken(run);
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(taken(run)).isLessThanOrEqualTo(10 + LIMIT / EVENT_BYTES + 1));
    assertThat(taken(run)).isGreaterThanOrEqualTo(before);
    assertThat(usedHeap() - heap).as("growth of the heap").isLessThan(24L << 20);
    assertThat(run.job().getJobStatus().get().isTerminalState()).isFalse();
  }

  /** Records that the source let through to the writer. */
  private long taken(IngestRun run) {
    return reporter
        .findMetric(run.job().getJobID(), "clickhouse: Writer.*numRecordsSend$")
        .map(metric -> ((Counter) metric).getCount())
        .orElse(0L);
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
