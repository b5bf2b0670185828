package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.produce.CoverageWait;
import io.verity.audit.cli.produce.TopicLookup;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.ServerProcess;
import io.verity.audit.stack.StackException;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import io.verity.audit.trail.verify.Verifier;
import io.verity.audit.trail.verify.VerifyOptions;
import io.verity.audit.trail.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A whole campaign on a started stack: load, rounds, the end of the load, and the verdict. */
public final class ChaosRun {

  private static final String TOPIC = "verity.audit.all";
  private static final Duration ACKNOWLEDGE_LIMIT = Duration.ofMinutes(2);

  private final LocalStack stack;
  private final Path folder;
  private final Map<String, String> environment;
  private final ChaosOptions options;
  private final Progress progress;
  private final ChaosRecords records;
  private final Accounting accounting = new Accounting();

  public ChaosRun(
      LocalStack stack,
      Path folder,
      Map<String, String> environment,
      ChaosOptions options,
      Progress progress) {
    this.stack = stack;
    this.folder = folder;
    this.environment = environment;
    this.options = options;
    this.progress = progress;
    this.records = new ChaosRecords(options.seed());
  }

  /** Never throws for what chaos brings to light: that is in the report. */
  public ChaosReport run() throws InterruptedException {
    long began = System.nanoTime();
    StackServers servers = new StackServers(stack, new ServerAccess(folder, environment));
    UUID topicId = TopicLookup.idOf(stack.kafkaBootstrap(), TOPIC);
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(servers.reader(), 4);
        JobUnderTest job = new JobUnderTest(folder, environment, servers, progress);
        SteadyProducer producer = producer()) {
      Campaign campaign =
          new Campaign(stack, job, new LedgerWatch(store.connection()), producer, progress);
      String failure = null;
      try {
        play(campaign, job, producer);
        drain(campaign, job, producer, store, topicId);
      } catch (CliException | StackException | TrailStoreException e) {
        failure = e.getMessage();
        progress.line("the campaign broke off: " + failure);
      }
      return judge(store, topicId, job, campaign, producer, failure, began);
    }
  }

  private SteadyProducer producer() {
    return new SteadyProducer(
        stack.kafkaBootstrap(), TOPIC, records, accounting, options.eventsPerSecond());
  }

  private void play(Campaign campaign, JobUnderTest job, SteadyProducer producer)
      throws InterruptedException {
    FaultPlan plan = new FaultPlan(options.seed());
    producer.start();
    job.start(plan.shape());
    for (int i = 0; i < options.rounds(); i++) {
      campaign.play(plan.next(), options.rounds());
    }
  }

  /** The load ends, and the job catches up. */
  private void drain(
      Campaign campaign,
      JobUnderTest job,
      SteadyProducer producer,
      ClickHouseTrailStore store,
      UUID topicId)
      throws InterruptedException {
    campaign.awaitBatch();
    producer.finish(ACKNOWLEDGE_LIMIT);
    progress.line("the load is over: " + accounting.sentSoFar() + " records sent");
    List<Run> offsets = TopicEnd.offsets(stack.kafkaBootstrap(), TOPIC);
    new CoverageWait(store, topicId, offsets).await(progress, new StandstillLimit(job));
  }

  private ChaosReport judge(
      ClickHouseTrailStore store,
      UUID topicId,
      JobUnderTest job,
      Campaign campaign,
      SteadyProducer producer,
      String failure,
      long began)
      throws InterruptedException {
    producer.stop();
    revive(stack.clickHouse());
    revive(stack.kafka());
    long offsets =
        TopicEnd.offsets(stack.kafkaBootstrap(), TOPIC).stream().mapToLong(Run::length).sum();
    TrailAudit trail = new TrailAudit(store.connection(), topicId);
    long rows = trail.events(records, accounting);
    long rejected = trail.rejected(records, accounting);
    long holes = trail.holes();
    Accounting.Verdict verdict = accounting.verdict();
    VerifyReport verified = new Verifier(store.connection()).verify(VerifyOptions.everything());
    verdict.examples().forEach(progress::line);
    verified
        .findings()
        .forEach(f -> progress.line(f.kind() + " " + f.subject() + ": " + f.explanation()));
    if (producer.firstFailure() != null) {
      progress.line("Kafka refused at least one record: " + producer.firstFailure());
    }
    return new ChaosReport(
        campaign.faults().values().stream().mapToInt(Integer::intValue).sum(),
        campaign.faults(),
        verdict.sent(),
        verdict.unacknowledged(),
        offsets,
        rows,
        rejected,
        holes,
        verdict.lost(),
        verdict.duplicated(),
        verdict.foreign(),
        verified.batches(),
        verified.recovered(),
        job.restarts(),
        verified.ok(),
        options.seed(),
        Math.round(Duration.ofNanos(System.nanoTime() - began).toMillis() / 100.0) / 10.0,
        failure,
        failure == null && verdict.ok() && rows + rejected + holes == offsets && verified.ok());
  }

  /** After a campaign that broke off. */
  private static void revive(ServerProcess server) {
    if (!server.isAlive()) {
      server.restart();
    }
  }
}
