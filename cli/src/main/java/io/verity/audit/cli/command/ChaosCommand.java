package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.chaos.ChaosOptions;
import io.verity.audit.cli.chaos.ChaosReport;
import io.verity.audit.cli.chaos.ChaosRun;
import io.verity.audit.stack.FolderLock;
import io.verity.audit.stack.LocalStack;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./verity chaos}: kills everything, again and again, and counts what is left. */
@Command(
    name = "chaos",
    description = {
      "Kills ClickHouse, the Flink process and Kafka at random, by kill -9 and under load, and"
          + " restarts them with and without state; then checks that every record which Kafka"
          + " acknowledged is in the trail exactly once. Exit code 1 where it is not.",
      "Runs on servers of its own, whatever AUDIT_ variables say. The same seed draws the same"
          + " faults. DIR/chaos is emptied at the start, and kept where something was wrong."
    })
public final class ChaosCommand extends BaseCommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many times to strike; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Draws the faults; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--events-per-second",
      paramLabel = "R",
      defaultValue = "500",
      description = "The load; default: ${DEFAULT-VALUE}.")
  private int eventsPerSecond;

  @Override
  public Integer call() throws InterruptedException {
    if (rounds < 1 || eventsPerSecond < 1) {
      throw new ParameterException(
          command.commandLine(), "--rounds and --events-per-second must be at least 1");
    }
    try (FolderLock lock =
        FolderLock.tryHold(work().resolve("chaos.lock"))
            .orElseThrow(
                () ->
                    new CliException(
                        "another chaos is running in "
                            + work()
                            + ": wait for it, or name another folder with --work"))) {
      return run(new ScratchFolder(work().resolve("chaos"), "chaos"));
    }
  }

  private int run(ScratchFolder folder) throws InterruptedException {
    folder.empty();
    Map<String, String> environment = environmentWithoutServers();
    ChaosReport report;
    try (LocalStack stack =
        LocalStack.in(folder.path()).environment(environment).progress(progress()::line).start()) {
      ChaosOptions options = new ChaosOptions(rounds, seed, eventsPerSecond);
      report = new ChaosRun(stack, folder.path(), environment, options, progress()).run();
    }
    print(report, text(report));
    if (report.ok()) {
      folder.remove();
      return 0;
    }
    progress()
        .line(
            "Everything is kept in %s until the next chaos there. The same faults again: ./verity chaos --rounds %d --seed %d --events-per-second %d"
                .formatted(folder.path(), rounds, seed, eventsPerSecond));
    return 1;
  }

  /** What is killed here is never anybody else's, and a campaign is the same wherever it runs. */
  private Map<String, String> environmentWithoutServers() {
    return environment().entrySet().stream()
        .filter(variable -> !variable.getKey().startsWith("AUDIT_"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String text(ChaosReport report) {
    String faults =
        report.faults().entrySet().stream()
            .map(fault -> "%n  %3d %s".formatted(fault.getValue(), fault.getKey()))
            .collect(Collectors.joining());
    return """
        rounds      %d%s
        events      %d (%d never acknowledged)
        rows        %d
        rejected    %d
        lost        %d
        duplicated  %d
        foreign     %d
        batches     %d (%d recovered)
        restarts    %d of the job
        verified    %s
        seconds     %.1f
        %s"""
        .formatted(
            report.rounds(),
            faults,
            report.events(),
            report.unacknowledged(),
            report.rows(),
            report.rejected(),
            report.lost(),
            report.duplicated(),
            report.foreign(),
            report.batches(),
            report.recovered(),
            report.restarts(),
            report.verified() ? "yes" : "NO",
            report.seconds(),
            report.ok()
                ? "Every acknowledged record is there exactly once."
                : "NOT exactly once" + (report.failure() == null ? "." : ": " + report.failure()));
  }
}
