package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.ControlServers;
import io.verity.audit.cli.access.Endpoints;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.ControlCommand;
import io.verity.audit.cli.job.ControlProcess;
import io.verity.audit.cli.job.HoldsProcess;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.cli.job.JobProcess;
import io.verity.audit.stack.FolderLock;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.StackException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./verity up}: servers and job until Ctrl-C or SIGTERM. */
@Command(
    name = "up",
    description = {
      "Runs Kafka, ClickHouse, PostgreSQL, a log search, the job, the keeper of legal holds and the"
          + " API with its console until Ctrl-C or SIGTERM. Once everything answers, prints the endpoints, a ready-made curl for each step"
          + " from request to download, and writes the endpoints to DIR/endpoints.json, readable by"
          + " its owner alone.",
      "Started again on the same folder it continues where it was, after a kill -9 as well."
    })
public final class UpCommand extends BaseCommand {

  @Option(
      names = "--no-job",
      description = "No job: for one started otherwise, as by ./verity ingest.")
  private boolean noJob;

  @Override
  public Integer call() throws Exception {
    try (StopSignal stop = new StopSignal()) {
      try (FolderLock lock =
          FolderLock.tryHold(work().resolve("up.lock"))
              .orElseThrow(
                  () ->
                      new CliException(
                          "a stack is running in "
                              + work()
                              + " already: stop it first, or name another folder with --work"))) {
        Endpoints.delete(work());
        run(stop);
      } catch (RuntimeException | InterruptedException e) {
        if (!stop.isRequested()) {
          throw e;
        }
      }
    }
    return 0;
  }

  private void run(StopSignal stop) throws IOException, InterruptedException {
    try (LocalStack stack =
        LocalStack.in(work())
            .environment(environment())
            .progress(progress()::line)
            .withPostgres()
            .withLogSearch()
            .start()) {
      StackServers servers = new StackServers(stack, new ServerAccess(work(), environment()));
      progress().line("Starting the API ...");
      ControlCommand api =
          new ControlServers(stack, servers, environment(), work())
              .command(work().resolve("reports"));
      try (ControlProcess control = api.start();
          HoldsProcess holds = holds(stack)) {
        CompletableFuture<?> end =
            holds == null
                ? control.onExit()
                : CompletableFuture.anyOf(control.onExit(), holds.onExit());
        if (noJob) {
          publish(servers.endpoints(null), control, stop, end);
          requireAlive(stop, holds);
          return;
        }
        progress().line("Starting the job ...");
        JobCommand command =
            servers.configure(new JobCommand(work(), environment())).withArgument("--resume");
        try (JobProcess job = command.start()) {
          job.awaitRunning(progress());
          publish(
              servers.endpoints(job.metricsUrl()),
              control,
              stop,
              CompletableFuture.anyOf(job.onExit(), end));
          if (!stop.isRequested()) {
            job.requireAlive();
          }
          requireAlive(stop, holds);
        }
      }
    }
  }

  /** Null where the operator accounts of somebody else's servers are unknown here. */
  private HoldsProcess holds(LocalStack stack) {
    try {
      return HoldsProcess.start(stack, work(), environment());
    } catch (StackException e) {
      progress().line("No keeper of legal holds: " + e.getMessage());
      return null;
    }
  }

  private static void requireAlive(StopSignal stop, HoldsProcess holds) {
    if (holds != null && !stop.isRequested()) {
      holds.requireAlive();
    }
  }

  /** Until the signal, or the end of the job, of the API or of the keeper of holds. */
  private void publish(
      Endpoints servers, ControlProcess control, StopSignal stop, CompletableFuture<?> end)
      throws IOException, InterruptedException {
    Endpoints endpoints = servers.withApi(control.awaitReady());
    stop.startedUp();
    endpoints.write(work());
    try {
      print(endpoints, text(endpoints));
      stop.awaitOr(end);
    } finally {
      progress().line("Stopping ...");
      Endpoints.delete(work());
    }
    if (!stop.isRequested()) {
      control.requireAlive();
    }
  }

  private String text(Endpoints endpoints) {
    return """
        Kafka       %s
        ClickHouse  %s
        PostgreSQL  %s
        metrics     %s
        accounts    %s
        API         %s
        console     %s/console/

        %s
        Ctrl-C stops."""
        .formatted(
            endpoints.kafka(),
            endpoints.clickhouse(),
            endpoints.postgres(),
            endpoints.metrics() == null ? "(no job)" : endpoints.metrics(),
            Endpoints.fileIn(work()),
            endpoints.api(),
            endpoints.api(),
            CurlSteps.text(endpoints.api(), work()));
  }
}
