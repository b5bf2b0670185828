package io.verity.audit.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.ReportServers;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.ReportProcess;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.ReferenceImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sample scenario's directory and its reports, one of each framework, in one process. */
final class DemoReports {

  static final List<String> FRAMEWORKS = List.of("gdpr", "sox", "soc2", "hipaa", "pci_dss");
  private static final String FROM = "2026-07-01";
  private static final String TO = "2026-10-01";

  private final LocalStack stack;
  private final StackServers servers;
  private final Path folder;
  private final Map<String, String> environment;

  DemoReports(
      LocalStack stack, StackServers servers, Path folder, Map<String, String> environment) {
    this.stack = stack;
    this.servers = servers;
    this.folder = folder;
    this.environment = environment;
  }

  /** A report and what became of it; the rest is as {@code ./verity report} prints it. */
  record Report(
      String framework,
      @JsonProperty("run_id") String runId,
      String status,
      String error,
      JsonNode artifacts) {

    static Report of(String framework, JsonNode answer) {
      return new Report(
          framework,
          answer.path("run_id").asText(null),
          answer.path("status").asText(),
          answer.path("error").asText(null),
          answer.path("artifacts"));
    }

    boolean isCompleted() {
      return status.equals("COMPLETED");
    }
  }

  Path outputFolder() {
    return folder.resolve("reports").toAbsolutePath().normalize();
  }

  void importDirectory(Path scenario) {
    Account importer = stack.postgresAccount("importer");
    try (Database database =
        new Database(
            new DatabaseAccess(stack.postgresUrl(), importer.user(), importer.password()))) {
      new ReferenceImport(database)
          .run(scenario.resolve("principals.csv"), scenario.resolve("assets.csv"), "demo");
    }
  }

  List<Report> make(String topic, Progress progress) throws InterruptedException {
    ReportProcess job =
        new ReportServers(environment, servers.endpoints(null), folder)
            .configure(new ReportProcess(folder, environment))
            .with(ReporterOption.REPORTER_KAFKA_TOPICS, topic)
            .with(ReporterOption.REPORTER_OUTPUT_DIR, outputFolder().toString());
    List<JsonNode> answers =
        job.run(
            List.of(
                "--framework=" + String.join(",", FRAMEWORKS),
                "--from=" + FROM,
                "--to=" + TO,
                "--requested-by=demo"),
            progress);
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      reports.add(Report.of(FRAMEWORKS.get(i), answers.get(i)));
    }
    return reports;
  }
}
