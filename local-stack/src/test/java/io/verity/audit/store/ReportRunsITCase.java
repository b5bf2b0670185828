package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportRunsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-01T00:00:00Z");
  private static final PinnedSnapshot SNAPSHOT =
      new PinnedSnapshot("{\"batches\": 3}", "a".repeat(64), "b".repeat(64), "c".repeat(64), 7);
  private static final List<Artifact> ARTIFACTS =
      List.of(
          new Artifact("pdf", "/reports/r.pdf", "d".repeat(64), 12),
          new Artifact("csv", "/reports/r.csv.zip", "e".repeat(64), 0));

  private static Database database;
  private static ReportRuns runs;

  @BeforeAll
  static void connect() {
    database = SERVER.as("reporter");
    runs = new ReportRuns(database);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void goesFromPendingToCompleted() {
    UUID subject = UUID.randomUUID();
    NewReportRun wanted =
        new NewReportRun(
            null, "gdpr", START, END, subject, List.of("pdf", "csv"), true, "mei", null);
    ReportRun run = runs.create(wanted);
    assertThat(run.status()).isEqualTo(RunStatus.PENDING);
    assertThat(run.attempt()).isZero();
    assertThat(run.formats()).containsExactly("pdf", "csv");
    assertThat(run.subjectId()).isEqualTo(subject);
    assertThat(run.periodEnd()).isEqualTo(END);
    assertThat(run.requestedBy()).isEqualTo("mei");
    runs.progress(run.id(), 0, "{\"waiting\": true}");

    assertThat(runs.claim(run.id())).isEqualTo(1);
    ReportRun pinned = runs.pinSnapshot(run.id(), 1, SNAPSHOT);
    assertThat(pinned.snapshot()).isEqualTo(SNAPSHOT);
    assertThat(pinned.referenceRevision()).hasValue(7);
    runs.progress(run.id(), 1, "{\"section\": 2}");
    assertThat(find(run).progress()).isEqualTo("{\"section\": 2}");
    assertThat(runs.artifacts(run.id())).isEmpty();
    AtomicBoolean published = new AtomicBoolean();
    runs.complete(run.id(), 1, ARTIFACTS, null, () -> published.set(true));

    assertThat(published).isTrue();
    ReportRun completed = find(run);
    assertThat(completed.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(completed.outputSha256()).isEqualTo(Artifact.digest(ARTIFACTS)).hasSize(64);
    assertThat(completed.finishedAt()).isAfterOrEqualTo(completed.startedAt());
    assertThat(runs.artifacts(run.id())).containsExactly(ARTIFACTS.get(1), ARTIFACTS.get(0));
  }

  @Test
  void theSameRequestFindsTheSameRun() {
    UUID id = UUID.randomUUID();
    NewReportRun wanted = wanted(id, "soc2", null);
    ReportRun first = runs.create(wanted);
    runs.claim(id);
    assertThat(runs.create(wanted)).isEqualTo(find(first)).isNotEqualTo(first);
    assertThatThrownBy(() -> runs.create(wanted(id, "sox", null)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(
            "run " + id + " exists already and is another report: soc2 from 2026");
  }

  @Test
  void aKeyFindsTheRunThatItMade() {
    String key = "key " + UUID.randomUUID();
    UUID id = runs.create(wanted(null, "soc2", key)).id();
    assertThat(runs.create(wanted(null, "soc2", key)).id()).isEqualTo(id);
    assertThat(runs.create(wanted(id, "soc2", key)).id()).isEqualTo(id);
    assertThatThrownBy(() -> runs.create(wanted(null, "sox", key)))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> runs.create(wanted(UUID.randomUUID(), "soc2", key)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("belongs to run " + id);
  }

  @Test
  void aRunThatIsNotThereIsNotFoundAndNotClaimed() {
    UUID nobody = UUID.randomUUID();
    assertThat(runs.find(nobody)).isEmpty();
    assertThatThrownBy(() -> runs.claim(nobody)).hasMessage("there is no run " + nobody);
    assertThatThrownBy(() -> runs.progress(nobody, 1, "{}")).isInstanceOf(FencedException.class);
  }

  @Test
  void aFailedRunIsTriedAgainOverWhatItPinned() {
    UUID id = processing();
    runs.pinSnapshot(id, 1, SNAPSHOT);
    runs.fail(id, 1, "ClickHouse went away");
    assertThat(runs.find(id).orElseThrow().error()).isEqualTo("ClickHouse went away");

    assertThat(runs.claim(id)).isEqualTo(2);
    ReportRun again = runs.find(id).orElseThrow();
    assertThat(again.error()).isNull();
    assertThat(again.finishedAt()).isNull();
    PinnedSnapshot other = new PinnedSnapshot("{}", "0".repeat(64), "0".repeat(64), null, 0);
    assertThat(runs.pinSnapshot(id, 2, other).snapshot()).isEqualTo(SNAPSHOT);
    runs.complete(id, 2, ARTIFACTS, null, () -> {});
    assertThat(runs.find(id).orElseThrow().status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void anAttemptIsFencedByALaterOne() {
    UUID id = processing();
    assertThat(runs.claim(id)).isEqualTo(2);
    ReportRun before = runs.find(id).orElseThrow();

    fenced(() -> runs.pinSnapshot(id, 1, SNAPSHOT));
    fenced(() -> runs.progress(id, 1, "{}"));
    fenced(() -> runs.complete(id, 1, ARTIFACTS, null, () -> failPublish()));
    runs.fail(id, 1, "late");

    assertThat(runs.find(id)).contains(before);
    runs.pinSnapshot(id, 2, SNAPSHOT);
    fenced(() -> runs.complete(id, 1, ARTIFACTS, null, () -> failPublish()));
    runs.complete(id, 2, ARTIFACTS, null, () -> {});
  }

  @Test
  void aFailureToPublishLeavesTheRunAsItWas() {
    UUID id = processing();
    runs.pinSnapshot(id, 1, SNAPSHOT);
    ReportRun before = runs.find(id).orElseThrow();
    assertThatThrownBy(() -> runs.complete(id, 1, ARTIFACTS, null, () -> failPublish()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.find(id)).contains(before);
    assertThat(runs.artifacts(id)).isEmpty();
    runs.complete(id, 1, ARTIFACTS, null, () -> {});
  }

  @Test
  void nothingIsCompletedWithoutASnapshot() {
    UUID id = processing();
    assertThatThrownBy(() -> runs.complete(id, 1, ARTIFACTS, null, () -> failPublish()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("no pinned snapshot");
  }

  @Test
  void nobodyClaimsWhileTheHolderPublishes() throws Exception {
    UUID id = processing();
    runs.pinSnapshot(id, 1, SNAPSHOT);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      List<Future<Integer>> claim = new ArrayList<>();
      runs.complete(
          id,
          1,
          ARTIFACTS,
          null,
          () -> {
            claim.add(threads.submit(() -> runs.claim(id)));
            awaitBlocked();
          });
      assertThatThrownBy(() -> claim.get(0).get()).hasMessageContaining("is COMPLETED");
    } finally {
      threads.shutdown();
    }
    assertThat(runs.find(id).orElseThrow().attempt()).isEqualTo(1);
  }

  /** Until the server itself says that somebody waits for a lock. */
  private static void awaitBlocked() {
    while (!"t"
        .equals(SERVER.sql("reporter", "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void concurrentClaimsGetAttemptsOfTheirOwn() throws Exception {
    UUID id = runs.create(wanted(null, "soc2", null)).id();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Integer> attempts = new ArrayList<>();
    try {
      List<Future<Integer>> claims =
          IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> runs.claim(id))).toList();
      for (Future<Integer> claim : claims) {
        attempts.add(claim.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(attempts)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    assertThat(runs.find(id).orElseThrow().attempt()).isEqualTo(20);
  }

  @Test
  void concurrentRequestsUnderOneIdMakeOneRun() throws Exception {
    UUID id = UUID.randomUUID();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<ReportRun>> created =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> runs.create(wanted(id, "soc2", "key " + id))))
              .toList();
      for (Future<ReportRun> run : created) {
        assertThat(run.get().id()).isEqualTo(id);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Each pair of states, without and with a new attempt, as the database itself judges it. */
  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void theDatabaseAllowsNoOtherTransition(RunStatus from) {
    for (RunStatus to : RunStatus.values()) {
      for (int step : new int[] {-1, 0, 1, 2}) {
        UUID id = in(from);
        String update =
            "UPDATE report_runs SET status = '%s', attempt = attempt + %d, error = 'e', snapshot_root = coalesce(snapshot_root, '%s'), output_sha256 = '%s', finished_at = now() WHERE id = '%s'"
                .formatted(to, step, "a".repeat(64), "d".repeat(64), id);
        boolean legal =
            switch (step) {
              case 0 ->
                  from == RunStatus.PROCESSING && to != RunStatus.PENDING
                      || from == RunStatus.PENDING && to == RunStatus.PENDING;
              case 1 -> from != RunStatus.COMPLETED && to == RunStatus.PROCESSING;
              default -> false;
            };
        if (legal) {
          SERVER.sql("reporter", update);
        } else {
          assertThatThrownBy(() -> SERVER.sql("reporter", update))
              .as("%s to %s, attempt %+d", from, to, step)
              .isInstanceOf(StoreException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report_type = 'sox'",
        "period_start = period_start - interval '1 day'",
        "period_end = period_end + interval '1 day'",
        "subject_id = gen_random_uuid()",
        "allow_partial = true",
        "formats = '{xls}'",
        "requested_by = 'another'",
        "requested_at = now()",
        "idempotency_key = 'x'",
        "snapshot = '{}'",
        "snapshot = NULL",
        "snapshot_root = repeat('0', 64)",
        "snapshot_root = NULL",
        "pack_sha256 = repeat('0', 64)",
        "template_sha256 = repeat('0', 64)",
        "reference_revision = 77",
        "reference_revision = NULL",
        "evidence_snapshot = '[]'"
      })
  void whatIsSetStays(String assignment) {
    UUID id = processing();
    runs.pinSnapshot(id, 1, SNAPSHOT);
    SERVER.sql(
        "reporter", "UPDATE report_runs SET evidence_snapshot = '{}' WHERE id = '" + id + "'");
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "reporter",
                    "UPDATE report_runs SET " + assignment + " WHERE id = '" + id + "'"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("never changes");
  }

  @Test
  void aRunBeginsAtTheBeginning() {
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "reporter",
                    "INSERT INTO report_runs (report_type, period_start, period_end, requested_by,"
                        + " formats, status) VALUES ('soc2', now() - interval '1 day', now(), 'x',"
                        + " '{pdf}', 'PROCESSING')"))
        .hasMessageContaining("does not begin as PENDING");
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "reporter",
                    "INSERT INTO report_runs (report_type, period_start, period_end, requested_by,"
                        + " formats) VALUES ('soc2', now(), now(), 'x', '{pdf}')"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void noArtifactIsAddedButByTheHolder() {
    UUID id = in(RunStatus.COMPLETED);
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "reporter",
                    "INSERT INTO report_artifacts (run_id, format, path, sha256, bytes, attempt)"
                        + " VALUES ('%s', 'json', '/x', repeat('0', 64), 1, 1)".formatted(id)))
        .hasMessageContaining("attempt 1 does not hold run " + id);
  }

  private static UUID in(RunStatus status) {
    UUID id = runs.create(wanted(null, "soc2", null)).id();
    if (status == RunStatus.PENDING) {
      return id;
    }
    runs.claim(id);
    runs.pinSnapshot(id, 1, SNAPSHOT);
    if (status == RunStatus.COMPLETED) {
      runs.complete(id, 1, ARTIFACTS, null, () -> {});
    } else if (status == RunStatus.FAILED) {
      runs.fail(id, 1, "reason");
    }
    return id;
  }

  private static UUID processing() {
    UUID id = runs.create(wanted(null, "soc2", null)).id();
    assertThat(runs.claim(id)).isEqualTo(1);
    return id;
  }

  private static NewReportRun wanted(UUID id, String type, String key) {
    return new NewReportRun(id, type, START, END, null, List.of("pdf"), false, "mei", key);
  }

  private static ReportRun find(ReportRun run) {
    return runs.find(run.id()).orElseThrow();
  }

  private static void failPublish() {
    throw new IllegalStateException("published");
  }

  private static void fenced(Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("attempt 1 does not hold run")
        .hasMessageContaining("PROCESSING in attempt 2");
  }
}
