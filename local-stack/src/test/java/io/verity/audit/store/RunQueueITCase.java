package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which run, for how long, and how many are at work at a time. */
class RunQueueITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static Database control;
  private static Database other;
  private static Database reporter;
  private static ReportRuns runs;
  private static ReportRuns job;
  private static RunQueue queue;
  private static RunQueue forgetful;

  @BeforeAll
  static void connect() {
    control = Database.pooled(SERVER.access("control"), 4);
    other = Database.pooled(SERVER.access("control"), 4);
    reporter = SERVER.as("reporter");
    runs = new ReportRuns(control);
    job = new ReportRuns(reporter);
    queue = new RunQueue(control, QueuedRuns.SETTINGS);
    forgetful =
        new RunQueue(
            other, new QueueSettings(3, Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1)));
  }

  @AfterAll
  static void disconnect() {
    control.close();
    other.close();
    reporter.close();
  }

  @BeforeEach
  void clear() {
    QueuedRuns.clear(SERVER);
  }

  @Test
  void whatWasAskedForFirstIsBegunFirst() {
    List<UUID> asked = List.of(queued(), queued(), queued());
    assertThat(asked).map(id -> claim().id()).isEqualTo(asked);
    assertThat(queue.claim("a")).isEmpty();
    ReportRun begun = find(asked.get(0));
    assertThat(begun.status()).isEqualTo(RunStatus.PROCESSING);
    assertThat(begun.attempt()).isEqualTo(1);
    assertThat(begun.startedAt()).isNotNull();
  }

  @Test
  void whatIsNotQueuedIsLeftAlone() {
    UUID own = runs.create(QueuedRuns.wanted("mei", null, (Queueing) null)).id();
    assertThat(queue.claim("a")).isEmpty();
    assertThat(runs.claim(own)).isEqualTo(1);
    UUID queued = queued();
    assertThatThrownBy(() -> runs.claim(queued))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("begun by its queue alone");
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "control",
                    "UPDATE report_runs SET status = 'PROCESSING', attempt = 1 WHERE id = '%s'"
                        .formatted(queued)))
        .hasMessageContaining("check constraint");
  }

  @Test
  void aRowThatSomebodyHoldsIsPassedOver() throws SQLException {
    UUID first = queued();
    UUID second = queued();
    Optional<Claim> claim =
        other.transaction(
            connection -> {
              lock(connection.createStatement(), first);
              return queue.claim("a");
            });
    assertThat(claim.orElseThrow().run().id()).isEqualTo(second);
    assertThat(claim().id()).isEqualTo(first);
  }

  private static void lock(Statement statement, UUID id) throws SQLException {
    statement.execute("SELECT 1 FROM report_runs WHERE id = '%s' FOR UPDATE".formatted(id));
  }

  @Test
  void replicasTogetherNeverHaveMoreAtWorkThanAllowed() throws Exception {
    long before = new RunEvents(control).last();
    for (int i = 0; i < 60; i++) {
      queued();
    }
    RunQueue second = new RunQueue(other, QueuedRuns.SETTINGS);
    Callable<Void> worker =
        () -> {
          for (int idle = 0; idle < 20; ) {
            RunQueue any = Thread.currentThread().getId() % 2 == 0 ? queue : second;
            Optional<Claim> claim = any.claim(Thread.currentThread().getName());
            if (claim.isPresent()) {
              SERVER.sql("control", "SELECT pg_sleep(0.02)");
              runs.fail(claim.get().run().id(), 1, "tried", false);
            }
            idle = claim.isPresent() ? 0 : idle + 1;
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (Future<Void> done :
          threads.invokeAll(List.of(worker, worker, worker, worker, worker, worker))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(atWork(before))
        .as("at work after each event")
        .hasSize(180)
        .allMatch(n -> n <= 3)
        .contains(3);
  }

  /** After each event since, as the database put them in order. */
  private static List<Integer> atWork(long since) {
    List<Integer> counts = new ArrayList<>();
    int now = 0;
    for (RunEvent event : new RunEvents(control).after(since, 1_000)) {
      now +=
          switch (event.type()) {
            case "report.processing" -> 1;
            case "report.failed" -> -1;
            default -> 0;
          };
      counts.add(now);
    }
    return counts;
  }

  /** Without it, of two that count together both would see room for one more. */
  @Test
  void oneClaimsAtATime() throws Exception {
    UUID id = queued();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<Claim>> waits =
          other.transaction(
              connection -> {
                try (Statement lock = connection.createStatement()) {
                  lock.execute(
                      "SELECT pg_advisory_xact_lock(hashtextextended('verity report queue', 0))");
                }
                Future<Optional<Claim>> claim = threads.submit(() -> queue.claim("a"));
                await()
                    .until(
                        () ->
                            "t"
                                .equals(
                                    SERVER.sql(
                                        "control",
                                        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND"
                                            + " locktype = 'advisory')")));
                return claim;
              });
      assertThat(waits.get().orElseThrow().run().id()).isEqualTo(id);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anExpiredLeaseIsTakenOverBeforeAnythingIsBegun() {
    queued();
    UUID lost = forgetful.claim("dead").orElseThrow().run().id();
    queued();
    Claim claim = queue.claim("alive").orElseThrow();
    assertThat(claim.takenOver()).isTrue();
    assertThat(claim.run().id()).isEqualTo(lost);
    assertThat(claim.run().attempt()).isEqualTo(1);
    assertThat(queue.claim("alive").orElseThrow().takenOver()).isFalse();
  }

  @Test
  void whoWasOvertakenCanDoNothingMore() {
    UUID id = queued();
    forgetful.claim("slow");
    assertThat(forgetful.heartbeat(id, 1, "slow")).as("late, but nobody else's").isTrue();
    assertThat(queue.claim("quick").orElseThrow().takenOver()).isTrue();

    assertThat(queue.heartbeat(id, 1, "slow")).isFalse();
    assertThat(queue.fail(id, 1, "slow", "no", true)).isEmpty();
    assertThat(queue.postpone(id, 1, "slow", "no", Duration.ZERO)).isEmpty();
    assertThat(queue.heartbeat(id, 1, "quick")).isTrue();
    assertThat(queue.heartbeat(id, 2, "quick")).isFalse();
    assertThat(queue.fail(id, 1, "quick", "no", false)).contains(RunStatus.FAILED);
    assertThat(queue.heartbeat(id, 1, "quick")).isFalse();
  }

  @Test
  void aHeartbeatMovesTheEndOfTheLease() {
    UUID id = queued();
    forgetful.claim("a");
    String left = "lease_until > clock_timestamp() + interval '50 seconds'";
    assertThat(QueuedRuns.column(SERVER, id, left)).isEqualTo("f");
    assertThat(queue.heartbeat(id, 1, "a")).isTrue();
    assertThat(QueuedRuns.column(SERVER, id, left)).isEqualTo("t");
    assertThat(queue.claim("b")).isEmpty();
  }

  @Test
  void aJobThatPublishesIsNeitherWaitedForNorTakenOver() {
    UUID id = queued();
    forgetful.claim("a");
    job.pinSnapshot(id, 1, QueuedRuns.SNAPSHOT);
    job.complete(
        id,
        1,
        QueuedRuns.ARTIFACTS,
        null,
        () -> {
          assertThat(queue.claim("b")).isEmpty();
          assertThat(forgetful.heartbeat(id, 1, "a")).isTrue();
        });
    assertThat(find(id).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(QueuedRuns.column(SERVER, id, "lease_owner")).isNull();
    assertThat(queue.heartbeat(id, 1, "a")).isFalse();
  }

  @Test
  void eachFailureWaitsLongerUpToALimitAndTheLastEndsTheRun() {
    UUID id =
        runs.createQueued(QueuedRuns.wanted("mei", null, new Queueing(5, null, null))).run().id();
    List<String> waits = new ArrayList<>();
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(claim().attempt()).isEqualTo(attempt);
      assertThat(job.fail(id, attempt, "away", true)).contains(RunStatus.PENDING);
      ReportRun waiting = find(id);
      assertThat(waiting.error()).isEqualTo("away");
      assertThat(waiting.failures()).isEqualTo(attempt);
      assertThat(queue.claim("a")).as("not yet").isEmpty();
      waits.add(
          QueuedRuns.column(
              SERVER, id, "round(extract(epoch FROM not_before - clock_timestamp()) / 60)"));
      due(id);
    }
    assertThat(waits).containsExactly("1", "2", "3", "3");
    assertThat(claim().error()).isNull();
    assertThat(job.fail(id, 5, "away", true)).contains(RunStatus.FAILED);
    assertThat(find(id).failures()).isEqualTo(5);
    assertThat(queue.claim("a")).isEmpty();
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "control",
                    "UPDATE report_runs SET status = 'PROCESSING', attempt = 6, lease_owner = 'a',"
                        + " lease_until = now() WHERE id = '%s'".formatted(id)))
        .hasMessageContaining("is not tried again");
  }

  @Test
  void aFailureThatWillNotPassIsTheLast() {
    UUID id = queued();
    claim();
    assertThat(job.fail(id, 1, "no such framework", false)).contains(RunStatus.FAILED);
    assertThat(job.fail(id, 1, "again", true)).as("over").isEmpty();
    assertThat(find(id).error()).isEqualTo("no such framework");
  }

  @Test
  void whatIsPutOffHasNotFailedAndLetsOthersGoFirst() {
    UUID id = queued();
    claim();
    assertThat(job.postpone(id, 1, "ingest is behind", Duration.ofHours(1)))
        .contains(RunStatus.PENDING);
    assertThat(find(id).failures()).isZero();
    assertThat(find(id).error()).isEqualTo("ingest is behind");
    assertThat(queue.claim("a")).isEmpty();
    UUID next = queued();
    due(id);
    assertThat(claim().id()).isEqualTo(next);
    assertThat(claim().id()).isEqualTo(id);
    assertThat(find(id).attempt()).isEqualTo(2);
  }

  @Test
  void whatWaitsIsCancelledAtOnce() {
    UUID id = queued();
    ReportRun cancelled = runs.requestCancel(id, "ana");
    assertThat(cancelled.status()).isEqualTo(RunStatus.FAILED);
    assertThat(cancelled.error()).isEqualTo("cancelled by ana");
    assertThat(cancelled.finishedAt()).isNotNull();
    assertThat(queue.claim("a")).isEmpty();
    assertThatThrownBy(() -> runs.requestCancel(id, "ana"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is FAILED: there is nothing to cancel");
  }

  @Test
  void whatIsAtWorkIsAskedToStopAndNotBegunAgain() {
    UUID id = queued();
    UUID second = queued();
    claim();
    claim();
    assertThat(runs.requestCancel(id, "ana").status()).isEqualTo(RunStatus.PROCESSING);
    assertThat(runs.requestCancel(id, "bob").cancelRequestedBy()).isEqualTo("ana");
    runs.requestCancel(second, "ana");
    assertThat(job.fail(id, 1, "interrupted", true)).contains(RunStatus.FAILED);
    assertThat(job.postpone(second, 1, "later", Duration.ZERO)).contains(RunStatus.FAILED);
    assertThat(List.of(find(id), find(second)))
        .allMatch(run -> run.error().equals("cancelled by ana") && run.failures() == 0);
  }

  @Test
  void whatTheQueueDoesNotKnowCanNotBeCancelled() {
    UUID own = runs.create(QueuedRuns.wanted("mei", null, (Queueing) null)).id();
    assertThatThrownBy(() -> runs.requestCancel(own, "ana"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("was not made by the control plane");
    assertThatThrownBy(() -> runs.requestCancel(UUID.randomUUID(), "ana"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("there is no run");
  }

  private static void due(UUID id) {
    SERVER.sql("control", "UPDATE report_runs SET not_before = now() WHERE id = '" + id + "'");
  }

  private static UUID queued() {
    return QueuedRuns.queued(runs);
  }

  private static ReportRun claim() {
    return queue.claim("a").orElseThrow().run();
  }

  private static ReportRun find(UUID id) {
    return runs.find(id).orElseThrow();
  }
}
