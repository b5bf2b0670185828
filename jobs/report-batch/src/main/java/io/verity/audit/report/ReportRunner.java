package io.verity.audit.report;

import io.verity.audit.report.ReportOutcome.Artifact;
import io.verity.audit.report.aggregate.QueryPlan;
import io.verity.audit.report.aggregate.RenderTask;
import io.verity.audit.report.aggregate.ReportPipeline;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.gate.IngestGate;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.PackException;
import io.verity.audit.report.pack.PackLoader;
import io.verity.audit.report.publish.Destination;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotCheck;
import io.verity.audit.report.snapshot.SnapshotJson;
import io.verity.audit.report.snapshot.SnapshotPinning;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.AccessLog;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.Database;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.ReferenceData;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Makes a report, from the request to the published files: gate, claim, snapshot, proof, one Flink
 * job. Everything before the job is done here, by the driver; everything after it in the job's last
 * operator, so that the job may outlive its driver.
 */
public final class ReportRunner {

  /** Raised with every change to what a renderer writes: the same definition, the same bytes. */
  private static final String RENDERER_VERSION = "1";

  private final ReporterConfig config;
  private final PackLoader packs;
  private final JobExecution execution;
  private final ErrorText errors;

  public ReportRunner(ReporterConfig config, JobExecution execution) {
    this.config = config;
    this.packs =
        config.frameworksDir().isEmpty()
            ? PackLoader.bundled()
            : PackLoader.from(Path.of(config.frameworksDir()));
    this.execution = execution;
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
      Pack pack = packs.load(request.framework());
      RequestCheck.check(request, pack, Instant.now());
      return pack;
    } catch (PackException | ReportException e) {
      throw refused(request, database, e);
    }
  }

  private ReportException refused(ReportRequest request, Database database, RuntimeException why) {
    String reason =
        log(database, AccessEntries.of(request, request.runId(), AccessEntries.REFUSED), why);
    return new ReportException(reason, why);
  }

  private ReportOutcome attempt(ReportRequest request, Pack pack, Database database, ReportRun run)
      throws InterruptedException {
    ReportRuns runs = new ReportRuns(database);
    Integer attempt = null;
    try (ClickHouseTrailStore trail = new ClickHouseTrailStore(config.clickHouse(), 4)) {
      requireSamePack(pack, run);
      Long notIngested = run.snapshot() == null ? gate(request, trail, runs, run) : null;
      attempt = runs.claim(run.id());
      Instant claimedAt = Instant.now();
      ReportProgress.step(run.id(), "pinning the snapshot");
      RunPhase.SNAPSHOT.tell(runs, run.id(), attempt);
      Snapshot snapshot =
          new SnapshotPinning(trail.connection(), runs, new ReferenceData(database))
              .pin(run, attempt, pack.sha256(), notIngested);
      return outcome(
          runs,
          run.id(),
          snapshot,
          execute(request, pack, runs, attempt, claimedAt, snapshot, trail));
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
      requireSamePack(pack, run);
      Snapshot snapshot = SnapshotJson.read(run.snapshot().json());
      return outcome(
          runs,
          run.id(),
          snapshot,
          execute(request, pack, runs, run.attempt(), Instant.now(), snapshot, trail));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ReporterMetrics.shared().failed();
      return ReportOutcome.failed(
          run.id(), log(database, AccessEntries.of(request, run.id(), AccessEntries.FAILED), e));
    }
  }

  /** Neither a replay nor a later attempt may read a snapshot by other queries than the first. */
  private static void requireSamePack(Pack pack, ReportRun run) {
    if (run.snapshot() != null && !pack.sha256().equals(run.snapshot().packSha256())) {
      throw new ReportException(
          "run "
              + run.id()
              + " was made by pack "
              + run.snapshot().packSha256()
              + ", and this release has "
              + pack.sha256()
              + ": repeat it with the release that made it, or ask for a new report");
    }
  }

  private Long gate(
      ReportRequest request, ClickHouseTrailStore trail, ReportRuns runs, ReportRun run) {
    if (config.kafkaBootstrap().isEmpty()) {
      return null;
    }
    if (run.status() == RunStatus.PENDING) {
      RunPhase.WAITING.tell(runs, run.id(), run.attempt());
    }
    return new IngestGate(config.kafkaBootstrap(), config.kafkaTopics(), trail)
        .await(
            config.ingestWait(),
            request.allowPartial(),
            text -> ReportProgress.step(run.id(), text));
  }

  private boolean execute(
      ReportRequest request,
      Pack pack,
      ReportRuns runs,
      int attempt,
      Instant claimedAt,
      Snapshot snapshot,
      ClickHouseTrailStore trail)
      throws Exception {
    UUID runId = request.runId();
    ReportProgress.step(runId, "proving " + snapshot.batches() + " batches of the trail");
    RunPhase.PROVING.tell(runs, runId, attempt);
    new SnapshotCheck(trail.connection()).run(snapshot.id(), request.to());
    ReportDefinition definition = Definitions.of(request, pack, snapshot, RENDERER_VERSION);
    Map<String, Object> parameters = parameters(request, pack, snapshot, definition);
    Destination destination =
        new Destination(
            config.database(),
            config.output().toAbsolutePath().toString(),
            baseName(request, runId),
            runId,
            attempt,
            claimedAt,
            AccessEntries.of(request, runId, AccessEntries.COMPLETED));
    RenderTask task =
        new RenderTask(
            definition,
            pack,
            QueryPlan.of(pack, packs.completeness(), parameters),
            snapshot,
            request.formats(),
            destination);
    ReportProgress.planned(runId, task.plan().queriesBySection());
    ReportProgress.step(runId, "planning " + task.plan().queries().size() + " queries");
    StreamExecutionEnvironment env = execution.environment();
    ReportPipeline.define(env, packs.flinkSql(), config, task, parameters);
    RunPhase.QUERYING.tell(runs, runId, attempt);
    ReportProgress.step(runId, "running " + task.plan().queries().size() + " queries");
    return execution.execute(env, "report " + request.framework() + " " + runId + " #" + attempt);
  }

  private static Map<String, Object> parameters(
      ReportRequest request, Pack pack, Snapshot snapshot, ReportDefinition definition) {
    Map<String, Object> parameters = new HashMap<>(pack.parameters());
    parameters.put("start", request.from());
    parameters.put("end", request.to());
    parameters.put("subject", request.subject());
    parameters.put("run_id", snapshot.id());
    parameters.put("reference_revision", snapshot.referenceRevision());
    parameters.put("pseudonym_salt", definition.snapshotRoot());
    return parameters;
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
        runId, log(database, AccessEntries.of(request, runId, AccessEntries.FAILED), why));
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

  /** Logs what failed, and returns why; also where it could not be logged. */
  private String log(Database database, AccessEntry entry, Exception why) {
    String reason = errors.of(why);
    try {
      new AccessLog(database).record(entry);
      return reason;
    } catch (RuntimeException e) {
      return reason + "; and the access log could not be written: " + errors.of(e);
    }
  }

  /**
   * @param ended false where the job goes on without this driver
   */
  private static ReportOutcome outcome(
      ReportRuns runs, UUID runId, Snapshot snapshot, boolean ended) {
    return ended
        ? completed(runs, runId)
        : ReportOutcome.handedOver(runId, SnapshotJson.root(snapshot));
  }

  private static ReportOutcome completed(ReportRuns runs, UUID runId) {
    ReportRun run = runs.find(runId).orElseThrow();
    if (run.status() != RunStatus.COMPLETED) {
      throw new ReportException(
          "the job ended, but run " + runId + " is " + run.status() + ": another attempt has it");
    }
    List<Artifact> artifacts =
        runs.artifacts(runId).stream()
            .map(a -> new Artifact(a.format(), a.path(), a.sha256()))
            .toList();
    return new ReportOutcome(
        runId, ReportOutcome.COMPLETED, null, artifacts, run.snapshot().root());
  }

  private static String baseName(ReportRequest request, UUID runId) {
    return request.framework()
        + "-"
        + request.from().toString().substring(0, 10)
        + "-"
        + request.to().toString().substring(0, 10)
        + "-"
        + runId;
  }
}
