package io.verity.audit.report;

import io.verity.audit.report.aggregate.QueryPlan;
import io.verity.audit.report.aggregate.RenderTask;
import io.verity.audit.report.aggregate.ReportPipeline;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.gate.IngestGate;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.PackLoader;
import io.verity.audit.report.publish.Destination;
import io.verity.audit.report.publish.Destination.ObjectFolder;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotCheck;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The steps to a report that are the same whoever claimed its run. */
final class ReportMaker {

  /** Raised with every change to what a renderer writes: the same definition, the same bytes. */
  private static final String RENDERER_VERSION = "2";

  /** Times in keys of the object store: 20260701T000000Z. */
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ReporterConfig config;
  private final PackLoader packs;
  private final JobExecution execution;

  /**
   * A report that is about to be made.
   *
   * @param access what the access log says once it is
   * @param kept false: only its hashes are wanted, and no file stays
   * @param inFolder whether its files are wanted in the output folder also where an object store
   *     has them
   */
  record Work(
      ReportRequest request,
      Pack pack,
      int attempt,
      Instant claimedAt,
      Snapshot snapshot,
      AccessEntry access,
      boolean kept,
      boolean inFolder) {}

  ReportMaker(ReporterConfig config, JobExecution execution) {
    this.config = config;
    this.packs =
        config.frameworksDir().isEmpty()
            ? PackLoader.bundled()
            : PackLoader.from(Path.of(config.frameworksDir()));
    this.execution = execution;
  }

  /**
   * @throws RuntimeException saying what is wrong with the request
   */
  Pack pack(ReportRequest request) {
    Pack pack = packs.load(request.framework());
    RequestCheck.check(request, pack, Instant.now());
    return pack;
  }

  /** Neither a replay nor a later attempt may read a snapshot by other queries than the first. */
  static void requireSamePack(Pack pack, ReportRun run) {
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

  /**
   * @param stillWanted asked while it waits; whatever it throws ends the wait
   * @return how many events are not in the trail; null where nobody could be asked
   */
  Long gate(
      ReportRequest request,
      ClickHouseTrailStore trail,
      Runnable tellWaiting,
      Runnable stillWanted) {
    if (!config.kafka().isPresent()) {
      return null;
    }
    tellWaiting.run();
    return new IngestGate(config.kafka(), config.kafkaTopics(), trail)
        .await(
            config.ingestWait(),
            request.allowPartial(),
            text -> ReportProgress.step(request.runId(), text),
            stillWanted);
  }

  /**
   * Proves the snapshot and runs the job, or hands it over.
   *
   * @return false where the job goes on without this driver
   */
  boolean make(Work work, ReportRuns runs, ClickHouseTrailStore trail) throws Exception {
    ReportRequest request = work.request();
    Pack pack = work.pack();
    Snapshot snapshot = work.snapshot();
    UUID runId = request.runId();
    ReportProgress.step(runId, "proving " + snapshot.batches() + " batches of the trail");
    RunPhase.PROVING.tell(runs, runId, work.attempt());
    new SnapshotCheck(trail.connection()).run(snapshot.id(), request.to());
    ReportDefinition definition = Definitions.of(request, pack, snapshot, RENDERER_VERSION);
    Map<String, Object> parameters = parameters(request, pack, snapshot, definition);
    RenderTask task =
        new RenderTask(
            definition,
            pack,
            QueryPlan.of(pack, packs.completeness(), parameters),
            snapshot,
            request.formats(),
            destination(work),
            config.metricsPorts());
    ReportProgress.planned(runId, task.plan().queriesBySection());
    ReportProgress.step(runId, "planning " + task.plan().queries().size() + " queries");
    StreamExecutionEnvironment env = execution.environment();
    ReportPipeline.define(env, packs.flinkSql(), config, task, parameters);
    RunPhase.QUERYING.tell(runs, runId, work.attempt());
    ReportProgress.step(runId, "running " + task.plan().queries().size() + " queries");
    return execution.execute(
        env, "report " + request.framework() + " " + runId + " #" + work.attempt());
  }

  private Destination destination(Work work) {
    boolean inFolder = work.inFolder() || config.objectStore().isEmpty();
    return new Destination(
        config.database(),
        inFolder ? config.output().toAbsolutePath().toString() : null,
        baseName(work.request()),
        config.objectStore(),
        objectFolder(work.request()),
        work.request().runId(),
        work.attempt(),
        work.claimedAt(),
        work.access(),
        work.kept());
  }

  private static ObjectFolder objectFolder(ReportRequest request) {
    return new ObjectFolder(
        "reports/%s/%s_%s/%s"
            .formatted(
                request.framework(),
                BASIC.format(request.from()),
                BASIC.format(request.to()),
                request.runId()),
        request.framework());
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

  private static String baseName(ReportRequest request) {
    return request.framework()
        + "-"
        + request.from().toString().substring(0, 10)
        + "-"
        + request.to().toString().substring(0, 10)
        + "-"
        + request.runId();
  }
}
