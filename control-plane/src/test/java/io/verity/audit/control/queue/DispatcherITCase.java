package io.verity.audit.control.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.Database;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.QueueSettings;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunQueue;
import io.verity.audit.store.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one replica does with a run, whatever its launcher, its job and its database do. */
class DispatcherITCase {

  @RegisterExtension static final QueueServer SERVER = new QueueServer();

  private static final QueueSettings SETTINGS =
      new QueueSettings(2, Duration.ofMillis(600), Duration.ofMillis(1), Duration.ofMillis(1));

  private final ToldLauncher launcher = new ToldLauncher();
  private Database database;
  private Database reporter;
  private ReportRuns runs;
  private ReportRuns job;
  private Dispatcher dispatcher;

  @BeforeEach
  void prepare() {
    database = Database.pooled(SERVER.access("control"), 4);
    reporter = new Database(SERVER.access("reporter"));
    runs = new ReportRuns(database);
    job = new ReportRuns(reporter);
    dispatcher =
        new Dispatcher(
            database, launcher, new DispatcherSettings("replica", SETTINGS, Duration.ofMillis(20)));
  }

  @AfterEach
  void stop() {
    dispatcher.close();
    SERVER.sql(
        "control",
        "UPDATE report_runs SET status = 'FAILED', error = 'cleared'"
            + " WHERE status IN ('PENDING', 'PROCESSING')");
    reporter.close();
    database.close();
  }

  @Test
  void aRunIsLaunchedKeptAndCleanedUpAfterItsJobHasCompletedIt() {
    UUID id = queue();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 1"));
    String owner = "SELECT lease_until FROM report_runs WHERE id = '" + id + "'";
    String lease = SERVER.sql("control", owner);
    await().until(() -> SERVER.sql("control", owner).compareTo(lease) > 0);
    complete(id, 1);
    await().until(() -> launcher.calls.contains("cleanUp 1"));
    assertThat(launcher.calls).containsExactly("launch 1", "cleanUp 1");
  }

  @Test
  void aJobThatEndsWithoutAReportIsTriedAgainUntilItHasFailedTooOften() {
    launcher.state = LaunchState.ENDED;
    UUID id = queue();
    dispatcher.start();
    ReportRun failed = await().until(() -> find(id), run -> run.status() == RunStatus.FAILED);
    assertThat(failed.attempt()).isEqualTo(3);
    assertThat(failed.error()).isEqualTo("the job ended and left no report");
  }

  @Test
  void whatALauncherSaysOfAFailureIsToldToThePerson() {
    launcher.state = LaunchState.failed("no memory for the job");
    UUID id = queue();
    dispatcher.start();
    await().until(() -> "no memory for the job".equals(find(id).error()));
  }

  @Test
  void aLaunchThatCanNeverSucceedIsNotRepeated() {
    launcher.refusal = LaunchException.lasting("there is no such jar", null);
    UUID id = queue();
    dispatcher.start();
    ReportRun failed = await().until(() -> find(id), run -> run.status() == RunStatus.FAILED);
    assertThat(failed.attempt()).isEqualTo(1);
    assertThat(failed.error()).isEqualTo("there is no such jar");
  }

  @Test
  void aLauncherThatBreaksEndsRunsButNotTheDispatcher() {
    launcher.broken = true;
    UUID id = queue();
    dispatcher.start();
    await().until(() -> find(id).status() == RunStatus.FAILED);
    launcher.broken = false;
    UUID next = queue();
    await().until(() -> find(next).status() == RunStatus.PROCESSING);
  }

  @Test
  void aRunThatIsCalledOffIsStoppedAndEnds() {
    UUID id = queue();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 1"));
    runs.requestCancel(id, "mei");
    ReportRun failed = await().until(() -> find(id), run -> run.status() == RunStatus.FAILED);
    assertThat(failed.error()).isEqualTo("cancelled by mei");
    assertThat(launcher.calls).startsWith("launch 1", "cancel 1");
  }

  @Test
  void aJobThatOutlivedItsReplicaIsLookedAfterAndNotBegunAgain() {
    UUID id = queueLost();
    dispatcher.start();
    String owner = "SELECT lease_owner FROM report_runs WHERE id = '" + id + "'";
    await().until(() -> "replica".equals(SERVER.sql("control", owner)));
    complete(id, 1);
    await().until(() -> launcher.calls.contains("cleanUp 1"));
    assertThat(launcher.calls).containsExactly("cleanUp 1");
  }

  @Test
  void aReplicaThatStopsGivesBackWhatEndsWithItAndCountsNoFailure() {
    launcher.endsWithReplica = true;
    UUID id = queue();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 1"));
    dispatcher.close();
    assertThat(find(id).status()).isEqualTo(RunStatus.PENDING);
    assertThat(find(id).failures()).isZero();
  }

  @Test
  void aReplicaThatStopsLetsAJobThatGoesOnBeTakenOverAtOnce() {
    UUID id = queue();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 1"));
    dispatcher.close();
    assertThat(
            SERVER.sql(
                "control",
                "SELECT status || ' ' || (lease_until <= clock_timestamp()) FROM report_runs"
                    + " WHERE id = '"
                    + id
                    + "'"))
        .isEqualTo("PROCESSING true");
  }

  @Test
  void aJobThatDiedWithItsReplicaIsBegunAgain() {
    launcher.state = LaunchState.UNKNOWN;
    UUID id = queueLost();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 2"));
    assertThat(find(id).failures()).isPositive();
  }

  @Test
  void aReplicaThatLostItsLeaseTouchesTheRunNoMore() {
    UUID id = queue();
    dispatcher.start();
    await().until(() -> launcher.calls.contains("launch 1"));
    SERVER.sql(
        "control",
        "UPDATE report_runs SET lease_owner = 'another', lease_until = now() + interval '1 hour'"
            + " WHERE id = '"
            + id
            + "'");
    launcher.state = LaunchState.failed("as the former holder sees it");
    UUID next = queue();
    await().until(() -> find(next).failures() > 0);
    assertThat(find(id).status()).isEqualTo(RunStatus.PROCESSING);
    assertThat(find(id).error()).isNull();
  }

  @Test
  void aDatabaseThatWasAwayIsFoundAgain() {
    dispatcher.start();
    UUID first = queue();
    await().until(() -> find(first).status() == RunStatus.PROCESSING);
    SERVER.sql(
        "control",
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE usename = current_user AND pid <> pg_backend_pid()");
    UUID next = await().ignoreExceptions().until(this::queue, id -> true);
    await().ignoreExceptions().until(() -> find(next).status() == RunStatus.PROCESSING);
    assertThat(dispatcher.isAlive()).isTrue();
    assertThat(find(first).attempt()).isEqualTo(1);
  }

  private UUID queue() {
    return QueueServer.queue(runs, 3);
  }

  /** A run that a replica began and let go. */
  private UUID queueLost() {
    UUID id = queue();
    QueueSettings noLease =
        new QueueSettings(2, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));
    new RunQueue(database, noLease).claim("dead").orElseThrow();
    return id;
  }

  private void complete(UUID id, int attempt) {
    String sha256 = "a".repeat(64);
    job.pinSnapshot(id, attempt, new PinnedSnapshot("{}", sha256, sha256, null, 0));
    job.complete(
        id, attempt, List.of(new Artifact("json", "/reports/r", sha256, 1)), null, () -> {});
  }

  private ReportRun find(UUID id) {
    return runs.find(id).orElseThrow();
  }
}
