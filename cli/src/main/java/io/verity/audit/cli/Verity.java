package io.verity.audit.cli;

import io.verity.audit.cli.command.BenchCommand;
import io.verity.audit.cli.command.ChaosCommand;
import io.verity.audit.cli.command.DemoCommand;
import io.verity.audit.cli.command.ImportCommand;
import io.verity.audit.cli.command.IngestCommand;
import io.verity.audit.cli.command.ProduceCommand;
import io.verity.audit.cli.command.ReportCommand;
import io.verity.audit.cli.command.TokenCommand;
import io.verity.audit.cli.command.UpCommand;
import io.verity.audit.cli.command.VerifyCommand;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ./verity}: wires servers and jobs together, nothing else. */
@Command(
    name = "verity",
    description = "An audit trail from Kafka to ClickHouse, exactly once, and provably so.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchCommand.class,
      DemoCommand.class,
      UpCommand.class,
      IngestCommand.class,
      ImportCommand.class,
      ProduceCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      TokenCommand.class,
      ChaosCommand.class
    })
public final class Verity {

  private final Map<String, String> environment;
  private final Progress progress;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  private boolean help;

  Verity(Map<String, String> environment, Progress progress) {
    this.environment = environment;
    this.progress = progress;
  }

  /** Exit code 0: all is well; 1: it is not; 2: the arguments are wrong. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv(), Progress.onStderr()).execute(args));
  }

  static CommandLine commandLine(Map<String, String> environment, Progress progress) {
    CommandLine line = new CommandLine(new Verity(environment, progress));
    ErrorReport errors = new ErrorReport();
    return line.setParameterExceptionHandler(errors::ofArguments)
        .setExecutionExceptionHandler(errors::ofExecution)
        .setUsageHelpAutoWidth(true);
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Progress progress() {
    return progress;
  }
}
