package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What became of runs: told once, in order, and none of it lost. */
class RunEventsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final int WRITERS = 8;
  private static final int RUNS = 40;

  private static Database database;
  private static ReportRuns runs;
  private static RunEvents events;

  @BeforeAll
  static void connect() {
    database = Database.pooled(SERVER.access("control"), WRITERS + 1);
    runs = new ReportRuns(database);
    events = new RunEvents(database);
    QueuedRuns.clear(SERVER);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void aRunTellsItsLifeAndNothingTwice() {
    long before = events.last();
    UUID id = QueuedRuns.queued(runs);
    RunQueue queue = new RunQueue(database, QueuedRuns.SETTINGS);
    queue.claim("a");
    queue.heartbeat(id, 1, "a");
    try (Database reporter = SERVER.as("reporter")) {
      ReportRuns job = new ReportRuns(reporter);
      job.progress(id, 1, "{}");
      job.postpone(id, 1, "ingest is behind", Duration.ZERO);
      queue.claim("a");
      job.pinSnapshot(id, 2, QueuedRuns.SNAPSHOT);
      job.complete(id, 2, QueuedRuns.ARTIFACTS, null, () -> {});
    }
    List<RunEvent> told = events.after(before, 100);
    assertThat(told)
        .map(event -> event.type() + " " + event.attempt() + " " + event.error())
        .containsExactly(
            "report.pending 0 null",
            "report.processing 1 null",
            "report.pending 1 ingest is behind",
            "report.processing 2 null",
            "report.completed 2 null");
    assertThat(told)
        .allMatch(event -> event.runId().equals(id) && event.requestedBy().equals("mei"));
    assertThat(events.last()).isEqualTo(told.get(4).seq());
  }

  @Test
  void aVerificationTellsNothing() {
    UUID id = QueuedRuns.queued(runs);
    long before = events.last();
    runs.createQueued(QueuedRuns.wanted("mei", null, new Queueing(1, null, id)));
    assertThat(events.after(before, 10)).isEmpty();
    QueuedRuns.clear(SERVER);
  }

  /** Each transaction writes first and stays open for a while, so that they overlap. */
  @Test
  void whoReadsWhileManyWriteMissesNothing() throws Exception {
    long before = events.last();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<RunEvent> read = new ArrayList<>();
    try {
      Callable<Void> writer =
          () -> {
            for (int i = 0; i < RUNS; i++) {
              write(i % 3);
            }
            return null;
          };
      List<Future<Void>> writers =
          Stream.generate(() -> threads.submit(writer)).limit(WRITERS).toList();
      boolean over;
      do {
        over = writers.stream().allMatch(Future::isDone);
        read.addAll(events.after(read.isEmpty() ? before : read.get(read.size() - 1).seq(), 1_000));
      } while (!over);
      for (Future<Void> done : writers) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(read).hasSize(WRITERS * RUNS * 2).isEqualTo(events.after(before, 10_000));
    read.stream()
        .collect(Collectors.groupingBy(RunEvent::runId))
        .values()
        .forEach(
            run ->
                assertThat(run)
                    .map(RunEvent::type)
                    .containsExactly("report.pending", "report.failed"));
  }

  private static void write(int millis) {
    UUID id =
        database.transaction(
            connection -> {
              try (var insert = connection.createStatement();
                  var row =
                      insert.executeQuery(
                          "INSERT INTO report_runs (report_type, period_start, period_end,"
                              + " requested_by, formats, max_attempts) VALUES ('soc2', '2026-07-01',"
                              + " '2026-08-01', 'mei', '{pdf}', 1) RETURNING id")) {
                row.next();
                UUID made = row.getObject(1, UUID.class);
                insert.execute("SELECT pg_sleep(0.00" + millis + ")");
                return made;
              }
            });
    runs.requestCancel(id, "mei");
  }

  @Test
  void whoWaitsIsWoken() throws Exception {
    try (RunNotices notices = new RunNotices(SERVER.access("control"))) {
      assertThat(notices.await(Duration.ofMillis(1))).as("begins to listen").isTrue();
      assertThat(notices.await(Duration.ofMillis(1))).isFalse();
      QueuedRuns.queued(runs);
      assertThat(notices.await(Duration.ofSeconds(30))).isTrue();
    }
    QueuedRuns.clear(SERVER);
  }
}
