package io.verity.audit.cli.command;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CONSUMER_GROUP;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_FLUSH_INTERVAL_SECONDS;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_TOPICS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.events.EventFile;
import io.verity.audit.cli.events.EventInput;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.cli.job.JobProcess;
import io.verity.audit.cli.produce.CoverageWait;
import io.verity.audit.cli.produce.EventSending;
import io.verity.audit.cli.produce.LedgerCounts;
import io.verity.audit.cli.produce.TopicLookup;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.stack.FolderLock;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.LocalStackBuilder;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import io.verity.audit.trail.verify.Verifier;
import io.verity.audit.trail.verify.VerifyOptions;
import io.verity.audit.trail.verify.VerifyReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./verity demo}: the whole way on real servers, from a file to a verified trail. */
@Command(
    name = "demo",
    description = {
      "Starts Kafka, ClickHouse and the job, sends the events, waits until the trail holds all of"
          + " them, verifies it, prints a summary and stops.",
      "Without --events: nine months of a made-up company, and a report of each framework on one"
          + " quarter of them, in DIR/demo/reports. The data stays in DIR/demo until the next demo"
          + " there."
    })
public final class DemoCommand extends BaseCommand {

  private static final String TOPIC = "verity.audit.all";
  private static final String TOPIC_OF_OTHERS = "verity.audit.demo.";
  private static final String MAX_MESSAGE_BYTES = Integer.toString(EventInput.MAX_EVENT_BYTES);
  private static final int PARTITIONS = 4;
  private static final Path SAMPLE = Path.of("samples", "scenario");
  private static final String SAMPLE_EVENTS = "events.jsonl.gz";

  @Mixin private EventArguments events;

  /** Reports are there where the sample was taken. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      @JsonProperty("events_in") long eventsIn,
      long accepted,
      long rejected,
      long rows,
      long batches,
      boolean verified,
      DemoEvidence.Evidence evidence,
      @JsonProperty("reports_dir") String reportsDir,
      List<DemoReports.Report> reports,
      double seconds) {

    boolean isReported() {
      return reports == null
          || reports.size() == DemoReports.FRAMEWORKS.size()
              && reports.stream().allMatch(DemoReports.Report::isCompleted);
    }

    boolean isCollected() {
      return evidence == null || evidence.failed().isEmpty();
    }

    boolean addsUp() {
      return accepted + rejected == eventsIn && rows == accepted;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    try (FolderLock lock =
            FolderLock.tryHold(work().resolve("demo.lock"))
                .orElseThrow(
                    () ->
                        new CliException(
                            "another demo is running in "
                                + work()
                                + ": wait for it, or name another folder with --work"));
        EventInputs inputs = openEvents()) {
      ScratchFolder folder = new ScratchFolder(work().resolve("demo"), "demo");
      folder.empty();
      LocalStackBuilder servers =
          LocalStack.in(folder.path()).environment(environment()).progress(progress()::line);
      if (events.isEmpty()) {
        servers.withPostgres().withLogSearch();
      }
      try (LocalStack stack = servers.start()) {
        return run(stack, folder.path(), inputs, watch);
      }
    }
  }

  private int run(LocalStack stack, Path folder, EventInputs inputs, Stopwatch watch)
      throws InterruptedException {
    StackServers servers = new StackServers(stack, new ServerAccess(folder, environment()));
    String topic = servers.hasOwnKafka() ? TOPIC : TOPIC_OF_OTHERS + UUID.randomUUID();
    if (!servers.hasOwnKafka()) {
      stack.createTopic(topic, PARTITIONS, Map.of("max.message.bytes", MAX_MESSAGE_BYTES));
    }
    JobCommand command =
        servers
            .configure(new JobCommand(folder, environment()))
            .with(AUDIT_KAFKA_TOPICS, topic)
            .withDefault(AUDIT_CONSUMER_GROUP, "verity-demo")
            .withDefault(AUDIT_FLUSH_INTERVAL_SECONDS, "1");
    progress().line("Starting the job ...");
    long sent;
    LedgerCounts counts;
    VerifyReport verified;
    try (JobProcess job = command.start();
        ClickHouseTrailStore store = new ClickHouseTrailStore(servers.reader(), 4)) {
      UUID topicId = TopicLookup.idOf(stack.kafkaBootstrap(), topic);
      EventSending.Result sending =
          EventSending.send(
              inputs.list(), KafkaAccess.plain(stack.kafkaBootstrap()), topic, progress());
      sent = sending.events();
      progress().line("%d events sent after %.1f s".formatted(sent, watch.seconds()));
      List<Run> runs = sending.sent().drain();
      new CoverageWait(store, topicId, runs).await(progress(), new DemoPatience(job, progress()));
      progress().line("covered by the ledger after %.1f s".formatted(watch.seconds()));
      verified = new Verifier(store.connection()).verify(VerifyOptions.everything());
      counts = LedgerCounts.of(store.connection(), topicId, runs);
      progress().line("verified after %.1f s".formatted(watch.seconds()));
    }
    DemoReports reports = new DemoReports(stack, servers, folder, environment());
    if (!events.isEmpty()) {
      return report(sent, counts, verified, null, null, watch);
    }
    reports.importDirectory(sample());
    return report(
        sent, counts, verified, reports.outputFolder(), reports.make(topic, progress()), watch);
  }

  private int report(
      long sent,
      LedgerCounts counts,
      VerifyReport verified,
      Path reportsDir,
      DemoReports.Made made,
      Stopwatch watch) {
    Result result =
        new Result(
            sent,
            counts.accepted(),
            counts.rejected(),
            counts.rows(),
            counts.batches(),
            verified.ok(),
            made == null ? null : made.evidence(),
            reportsDir == null ? null : reportsDir.toString(),
            made == null ? null : made.reports(),
            watch.seconds());
    print(result, text(result));
    verified
        .findings()
        .forEach(f -> progress().line(f.kind() + " " + f.subject() + ": " + f.explanation()));
    return result.verified() && result.addsUp() && result.isCollected() && result.isReported()
        ? 0
        : 1;
  }

  private static String text(Result result) {
    StringBuilder text =
        new StringBuilder(
            """
            events in   %d
            accepted    %d
            rejected    %d
            rows        %d
            batches     %d
            verified    %s
            seconds     %.1f
            """
                .formatted(
                    result.eventsIn(),
                    result.accepted(),
                    result.rejected(),
                    result.rows(),
                    result.batches(),
                    result.verified() ? "yes" : "NO",
                    result.seconds()));
    if (result.evidence() != null) {
      text.append(
          "evidence    %d controls of %d%n"
              .formatted(result.evidence().collected(), result.evidence().controls()));
      result.evidence().failed().forEach(f -> text.append("  not ").append(f).append('\n'));
    }
    if (result.reports() != null) {
      text.append("reports     ").append(result.reportsDir()).append('\n');
      result
          .reports()
          .forEach(
              r ->
                  text.append(
                      "  %-9s %s%n"
                          .formatted(
                              r.framework(),
                              r.isCompleted() ? r.status() : r.status() + ": " + r.error())));
    }
    return text + (result.addsUp() ? "" : "The counts do not add up.");
  }

  private EventInputs openEvents() {
    Path spool = work().resolve("spool");
    if (!events.isEmpty()) {
      return events.open(spool);
    }
    EventInputs inputs = new EventInputs();
    inputs.add(
        EventArguments.open(
            new EventFile(sample().resolve(SAMPLE_EVENTS).toString()), "verity", spool));
    return inputs;
  }

  private Path sample() {
    String home = environment().get("VERITY_HOME");
    if (home == null) {
      throw new CliException("VERITY_HOME is not set: start with ./verity, or name --events");
    }
    return Path.of(home).resolve(SAMPLE);
  }
}
