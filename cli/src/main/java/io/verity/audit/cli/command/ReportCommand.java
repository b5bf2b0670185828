package io.verity.audit.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.access.ReportServers;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.job.ReportProcess;
import io.verity.audit.report.config.ReporterOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./verity report}. */
@Command(
    name = "report",
    sortOptions = false,
    description = {
      "Makes a compliance report of a period: proves the trail, pins what it reads, and publishes"
          + " PDF, CSV and JSON. The same --run-id again gives the same bytes.",
      "Needs a running ./verity up, or REPORTER_* variables that name ClickHouse and PostgreSQL.",
      "The same job runs on a Flink cluster: flink run"
          + " jobs/report-batch/target/report-batch-job.jar --framework ..."
    })
public final class ReportCommand extends BaseCommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--framework",
      required = true,
      paramLabel = "NAME",
      description = "gdpr, sox, soc2, hipaa, pci_dss, or one of REPORTER_FRAMEWORKS_DIR.")
  private String framework;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = InstantOrDateConverter.class,
      description = "Begin of the period: 2026-07-01 (UTC) or 2026-07-01T12:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      converter = InstantOrDateConverter.class,
      description = "End of the period, excluded. It must have passed.")
  private Instant to;

  @Option(
      names = "--subject",
      paramLabel = "UUID",
      description = "A report for this one data subject; gdpr only.")
  private UUID subject;

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "pdf,csv,json",
      description = "Which of pdf, csv, json, comma-separated; default: ${DEFAULT-VALUE}.")
  private String formats;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the files; default: REPORTER_OUTPUT_DIR, else DIR/reports of --work.")
  private Path out;

  @Option(
      names = "--run-id",
      paramLabel = "UUID",
      description = "Of a run to repeat on its own snapshot, or for a new one.")
  private UUID runId;

  @Option(
      names = "--allow-partial",
      description = "Make it although ingest is behind, and say so on the first page.")
  private boolean allowPartial;

  @Override
  public Integer call() throws InterruptedException {
    if (!from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--from " + from + " is not before --to " + to);
    }
    ServerAccess access = new ServerAccess(work(), environment());
    ReportProcess job =
        new ReportProcess(work(), environment())
            .with(
                new ReportServers(environment(), access.endpoints().orElse(null), work())
                    .settings())
            .withDefault(
                ReporterOption.REPORTER_OUTPUT_DIR,
                work().resolve("reports").toAbsolutePath().normalize().toString());
    if (out != null) {
      job.with(ReporterOption.REPORTER_OUTPUT_DIR, out.toAbsolutePath().normalize().toString());
    }
    JsonNode answer = job.run(arguments(), progress()).get(0);
    print(answer, ReportText.of(answer));
    return answer.path("status").asText().equals("COMPLETED") ? 0 : 1;
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--framework=" + framework,
                "--from=" + from,
                "--to=" + to,
                "--format=" + formats,
                "--requested-by=" + environment().getOrDefault("USER", "verity")));
    if (subject != null) {
      arguments.add("--subject=" + subject);
    }
    if (runId != null) {
      arguments.add("--run-id=" + runId);
    }
    if (allowPartial) {
      arguments.add("--allow-partial");
    }
    return arguments;
  }
}
