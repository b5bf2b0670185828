package io.verity.audit.cli.command;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_URL;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_USER;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_BOOTSTRAP;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_TOPICS;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.Endpoints;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.cli.job.JobProcess;
import io.verity.audit.ingest.config.IngestOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./verity ingest}: the job alone, in the foreground. */
@Command(
    name = "ingest",
    description = {
      "Runs the job alone in the foreground, its log on stderr, against the servers that AUDIT_*"
          + " variables name; what they do not name is taken from a running ./verity up --no-job.",
      "The same job runs on a Flink cluster: flink run jobs/audit-ingest/target/audit-ingest-job.jar.",
      "Checkpoints go to DIR/ingest unless AUDIT_CHECKPOINT_DIR names another place; the newest one"
          + " there is restored."
    })
public final class IngestCommand extends BaseCommand {

  /** The variables belong into the help text: one place knows them. */
  @Spec
  void listVariables(CommandSpec spec) {
    spec.usageMessage()
        .footer(
            Arrays.stream(IngestOption.values())
                .map(IngestCommand::describe)
                .collect(Collectors.joining("%n", "%nVariables:%n", ""))
                .split("%n"));
  }

  private static String describe(IngestOption option) {
    String value =
        option.defaultValue().map(v -> v.isEmpty() ? "" : " [" + v + "]").orElse(" (required)");
    return "  " + option.name() + value + "%n      " + option.description().replace("%", "%%");
  }

  @Override
  public Integer call() throws Exception {
    try (StopSignal stop = new StopSignal()) {
      try {
        return run(stop);
      } catch (RuntimeException | InterruptedException e) {
        if (!stop.isRequested()) {
          throw e;
        }
        return 0;
      }
    }
  }

  private int run(StopSignal stop) throws InterruptedException {
    try (JobProcess job = command().startInForeground()) {
      job.awaitRunning(progress());
      stop.startedUp();
      print(Map.of("metrics", job.metricsUrl()), "metrics  " + job.metricsUrl());
      stop.awaitOr(job.onExit());
      return stop.isRequested() ? 0 : Math.max(1, job.waitFor());
    }
  }

  private JobCommand command() {
    ServerAccess access = new ServerAccess(work(), environment());
    JobCommand command =
        new JobCommand(work().resolve("ingest"), environment()).withArgument("--resume");
    if (wantsStackTrace()) {
      command.withArgument("--stacktrace");
    }
    Optional<Endpoints> stack = access.endpoints();
    if (access.named(AUDIT_KAFKA_BOOTSTRAP).isEmpty()) {
      refuseSecondJob(stack, access);
      command.with(AUDIT_KAFKA_BOOTSTRAP, access.kafka());
    }
    if (access.named(AUDIT_CLICKHOUSE_URL).isEmpty()) {
      Endpoints running = stack.orElseThrow(() -> noClickHouse());
      command.with(AUDIT_CLICKHOUSE_URL, running.clickhouse());
      if (access.named(AUDIT_CLICKHOUSE_USER).isEmpty()) {
        command
            .with(AUDIT_CLICKHOUSE_USER, running.writer().user())
            .with(AUDIT_CLICKHOUSE_PASSWORD, running.writer().password());
      }
    }
    return command;
  }

  private CliException noClickHouse() {
    return new CliException(
        "no running stack in " + work() + ", and " + AUDIT_CLICKHOUSE_URL + " is not set");
  }

  /** Two jobs on one topic would write every event twice. */
  private void refuseSecondJob(Optional<Endpoints> stack, ServerAccess access) {
    if (stack.isPresent()
        && stack.get().metrics() != null
        && access.named(AUDIT_KAFKA_TOPICS).isEmpty()) {
      throw new CliException(
          "the stack in "
              + work()
              + " runs a job of its own, and a second one on the same topic would write its events"
              + " twice: start the stack with ./verity up --no-job, or name other topics in "
              + AUDIT_KAFKA_TOPICS);
    }
  }
}
