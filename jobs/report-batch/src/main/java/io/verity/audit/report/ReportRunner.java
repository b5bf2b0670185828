package io.verity.audit.report;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.PackException;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotJson;
import io.verity.audit.report.snapshot.SnapshotPinning;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.Database;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes a report, from the request to the published files: gate, claim, snapshot, proof, one Flink
 * job. Everything before the job is done here, by the driver; everything after it in the job's last
 * operator, so that the job may outlive its driver.
 */
public final class ReportRunner {

  private final ReporterConfig config;
  private final ReportMaker maker;
  private final ErrorText errors;

  public ReportRunner(ReporterConfig config, JobExecution execution) {
    this.config = config;
    this.maker = new ReportMaker(config, execution);
    this.errors = new ErrorText(config);
  }

  /**
   * Makes the report or says why not: a refused request has no run, a failed one is FAILED in
   * {@code report_runs}, with its reason.
   *
   * @throws ReportException where the request itself is refused
   */
  public ReportOutcome run(ReportRequest wanted, ReportProgress.Listener listener)
      throws InterruptedException {
    try (Database database = new Database(config.database())) {
      Pack pack = check(wanted, database);
      ReportRequest request = wanted.runId() == null ? wanted.as(UUID.randomUUID()) : wanted;
      ReportRuns runs = new ReportRuns(database);
      ReportRun run;
      try {
        run = runs.create(newRun(request));
      } catch (ConflictException e) {
        throw refused(wanted, database, e);
      } catch (StoreException e) {
        ReporterMetrics.shared().failed();
        return ReportOutcome.failed(request.runId(), errors.of(e));
      }
      ReportProgress.listen(run.id(), listener);
      try {
        return run.status() == RunStatus.COMPLETED
            ? replay(request, pack, database, run)
            : attempt(request, pack, database, run);
      } finally {
        ReportProgress.stop(run.id());
      }
    }
  }

  private Pack check(ReportRequest request, Database database) {
    try {
      return maker.pack(request);
    } catch (PackException | ReportException e) {
      throw refused(request, database, e);
    }
  }

  private ReportException refused(ReportRequest request, Database database, RuntimeException why) {
    String reason =
        errors.logged(
            database, AccessEntries.of(request, request.runId(), AccessEntries.REFUSED), why);
    return new ReportException(reason, why);
  }

  private ReportOutcome attempt(ReportRequest request, Pack pack, Database database, ReportRun run)
      throws InterruptedException {
    ReportRuns runs = new ReportRuns(database);
    Integer attempt = null;
    try (ClickHouseTrailStore trail = new ClickHouseTrailStore(config.clickHouse(), 4)) {
      ReportMaker.requireSamePack(pack, run);
      Long notIngested =
          run.snapshot() == null
              ? maker.gate(request, trail, () -> tellWaiting(runs, run), () -> {})
              : null;
      attempt = runs.claim(run.id());
      Instant claimedAt = Instant.now();
      ReportProgress.step(run.id(), "pinning the snapshot");
      RunPhase.SNAPSHOT.tell(runs, run.id(), attempt);
      Snapshot snapshot =
          new SnapshotPinning(trail.connection(), database)
              .pin(run, attempt, pack.sha256(), notIngested);
      return ReportOutcome.of(
          runs,
          run.id(),
          snapshot,
          maker.make(work(request, pack, attempt, claimedAt, snapshot), runs, trail));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ReporterMetrics.shared().failed();
      return failed(request, database, attempt, e);
    }
  }

  private ReportOutcome replay(ReportRequest request, Pack pack, Database database, ReportRun run)
      throws InterruptedException {
    ReportRuns runs = new ReportRuns(database);
    try (ClickHouseTrailStore trail = new ClickHouseTrailStore(config.clickHouse(), 4)) {
      ReportMaker.requireSamePack(pack, run);
      Snapshot snapshot = SnapshotJson.read(run.snapshot().json());
      return ReportOutcome.of(
          runs,
          run.id(),
          snapshot,
          maker.make(work(request, pack, run.attempt(), Instant.now(), snapshot), runs, trail));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ReporterMetrics.shared().failed();
      return ReportOutcome.failed(
          run.id(),
          errors.logged(database, AccessEntries.of(request, run.id(), AccessEntries.FAILED), e));
    }
  }

  private static ReportMaker.Work work(
      ReportRequest request, Pack pack, int attempt, Instant claimedAt, Snapshot snapshot) {
    return new ReportMaker.Work(
        request,
        pack,
        attempt,
        claimedAt,
        snapshot,
        AccessEntries.of(request, request.runId(), AccessEntries.COMPLETED),
        true,
        true);
  }

  private static void tellWaiting(ReportRuns runs, ReportRun run) {
    if (run.status() == RunStatus.PENDING) {
      RunPhase.WAITING.tell(runs, run.id(), run.attempt());
    }
  }

  private static NewReportRun newRun(ReportRequest request) {
    return new NewReportRun(
        request.runId(),
        request.framework(),
        request.from(),
        request.to(),
        request.subject(),
        request.formats(),
        request.allowPartial(),
        request.requestedBy(),
        null,
        null);
  }

  private ReportOutcome failed(
      ReportRequest request, Database database, Integer claimed, Exception why) {
    UUID runId = request.runId();
    String reason = errors.of(why);
    try {
      markFailed(new ReportRuns(database), runId, claimed, reason);
    } catch (RuntimeException e) {
      reason += "; and the run could not be marked FAILED: " + errors.of(e);
      return ReportOutcome.failed(runId, reason);
    }
    return ReportOutcome.failed(
        runId,
        errors.logged(database, AccessEntries.of(request, runId, AccessEntries.FAILED), why));
  }

  /** What failed before it had claimed the run must not take it from one that works on it. */
  private static void markFailed(ReportRuns runs, UUID runId, Integer claimed, String reason) {
    if (claimed != null) {
      runs.fail(runId, claimed, reason);
      return;
    }
    RunStatus now = runs.find(runId).orElseThrow().status();
    if (now == RunStatus.PENDING || now == RunStatus.FAILED) {
      runs.fail(runId, runs.claim(runId), reason);
    }
  }
}
