package io.verity.audit.report;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotJson;
import io.verity.audit.report.snapshot.SnapshotPinning;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.Database;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Makes the report of a run that the control plane's queue has claimed. What it is about stands in
 * the run's row; it is made in that very attempt, or not at all.
 *
 * <p>A run that replays another one is made of that one's snapshot and definition, so that its
 * hashes can be compared. Whoever asked for it compares: other hashes are no failure here.
 */
final class AttemptRunner {

  private final ReporterConfig config;
  private final JobExecution execution;
  private final ErrorText errors;
  private final BooleanSupplier stopped;

  /**
   * @param stopped whether somebody wants this attempt to stop: a library that was interrupted may
   *     say so in words of its own
   */
  AttemptRunner(ReporterConfig config, JobExecution execution, BooleanSupplier stopped) {
    this.stopped = stopped;
    this.config = config;
    this.execution = execution;
    this.errors = new ErrorText(config);
  }

  /**
   * Makes the report, or says why not and leaves the run to the queue, which may try it again.
   *
   * @param listener of the framework's report
   * @throws InterruptedException where it was asked to stop: the run is left as it is
   */
  ReportOutcome run(UUID runId, int attempt, Function<String, ReportProgress.Listener> listener)
      throws InterruptedException {
    try (Database database = new Database(config.database())) {
      ReportRuns runs = new ReportRuns(database);
      ReportRun run;
      try {
        run = runs.find(runId).orElseThrow(() -> new ReportException("there is no run " + runId));
        if (run.attempt() == attempt && run.status() == RunStatus.COMPLETED) {
          return ReportOutcome.completed(run, runs);
        }
      } catch (ReportException | StoreException e) {
        return ReportOutcome.failed(runId, errors.of(e));
      }
      if (run.attempt() != attempt || run.status() != RunStatus.PROCESSING) {
        return ReportOutcome.failed(runId, fenced(run, attempt));
      }
      ReportProgress.listen(runId, listener.apply(run.reportType()));
      try {
        return claimed(run, database);
      } finally {
        ReportProgress.stop(runId);
      }
    }
  }

  private ReportOutcome claimed(ReportRun run, Database database) throws InterruptedException {
    ReportRuns runs = new ReportRuns(database);
    try (ClickHouseTrailStore trail = new ClickHouseTrailStore(config.clickHouse(), 4)) {
      ReportMaker maker = new ReportMaker(config, execution);
      ReportRun source = run.replayOf() == null ? run : original(run, runs);
      ReportRequest request = request(source).as(run.id());
      Pack pack = maker.pack(request);
      ReportMaker.requireSamePack(pack, source);
      Instant began = Instant.now();
      Snapshot snapshot = snapshot(run, source, request, pack, database, maker, trail);
      ReportMaker.Work work =
          new ReportMaker.Work(
              request,
              pack,
              run.attempt(),
              began,
              snapshot,
              entry(run, AccessEntries.COMPLETED),
              run.replayOf() == null,
              false);
      return ReportOutcome.of(runs, run.id(), snapshot, maker.make(work, runs, trail));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return failed(run, database, e);
    }
  }

  private static ReportRun original(ReportRun run, ReportRuns runs) {
    ReportRun original = runs.find(run.replayOf()).orElseThrow();
    if (original.status() != RunStatus.COMPLETED) {
      throw new ReportException(
          "run " + original.id() + " is " + original.status() + ": there is no report to verify");
    }
    return original;
  }

  private static ReportRequest request(ReportRun run) {
    return new ReportRequest(
        run.id(),
        run.reportType(),
        run.periodStart(),
        run.periodEnd(),
        run.subjectId(),
        run.formats(),
        run.allowPartial(),
        run.requestedBy());
  }

  private static Snapshot snapshot(
      ReportRun run,
      ReportRun source,
      ReportRequest request,
      Pack pack,
      Database database,
      ReportMaker maker,
      ClickHouseTrailStore trail) {
    ReportRuns runs = new ReportRuns(database);
    if (source.snapshot() != null) {
      ReportRun pinned = runs.pinSnapshot(run.id(), run.attempt(), source.snapshot());
      return SnapshotJson.read(pinned.snapshot().json());
    }
    Runnable tellWaiting = () -> RunPhase.WAITING.tell(runs, run.id(), run.attempt());
    Long notIngested = maker.gate(request, trail, tellWaiting, tellWaiting);
    ReportProgress.step(run.id(), "pinning the snapshot");
    RunPhase.SNAPSHOT.tell(runs, run.id(), run.attempt());
    return new SnapshotPinning(trail.connection(), database)
        .pin(run, run.attempt(), pack.sha256(), notIngested);
  }

  private ReportOutcome failed(ReportRun run, Database database, Exception why)
      throws InterruptedException {
    FailureKind kind = FailureKind.of(why);
    String reason = errors.of(why);
    if (kind == FailureKind.INTERRUPTED || stopped.getAsBoolean()) {
      throw (InterruptedException) new InterruptedException(reason).initCause(why);
    } else if (kind == FailureKind.FENCED) {
      return ReportOutcome.failed(run.id(), reason);
    }
    ReporterMetrics.shared().failed();
    try {
      new ReportRuns(database).fail(run.id(), run.attempt(), reason, kind == FailureKind.MAY_PASS);
    } catch (RuntimeException e) {
      return ReportOutcome.failed(
          run.id(), reason + "; and the run could not be marked FAILED: " + errors.of(e));
    }
    return ReportOutcome.failed(
        run.id(), errors.logged(database, entry(run, AccessEntries.FAILED), why));
  }

  private static AccessEntry entry(ReportRun run, String outcome) {
    ReportRequest request = request(run);
    return run.replayOf() == null
        ? AccessEntries.of(request, run.id(), outcome)
        : AccessEntries.ofReplay(request, run.replayOf(), outcome);
  }

  private static String fenced(ReportRun run, int attempt) {
    return "attempt "
        + attempt
        + " does not hold run "
        + run.id()
        + ": it is "
        + run.status()
        + " in attempt "
        + run.attempt();
  }
}
