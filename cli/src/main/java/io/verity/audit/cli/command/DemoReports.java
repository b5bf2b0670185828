package io.verity.audit.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.ControlServers;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.api.ReportApi;
import io.verity.audit.cli.api.ReportPolling;
import io.verity.audit.cli.job.ControlProcess;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.ReferenceImport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sample scenario's directory, its evidence and its reports, one of each framework: requested
 * from the API, polled, downloaded and compared with the hashes that the API names.
 */
final class DemoReports {

  static final List<String> FRAMEWORKS = List.of("gdpr", "sox", "soc2", "hipaa", "pci_dss");
  private static final String FROM = "2026-07-01";
  private static final String TO = "2026-10-01";
  private static final String USER = "demo";
  private static final Duration TOKEN_TTL = Duration.ofHours(1);

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

  /** A downloaded file. */
  record File(String format, String path, String sha256) {}

  /** A report and what became of it; the rest is as {@code ./verity report} prints it. */
  record Report(
      String framework,
      @JsonProperty("run_id") String runId,
      String status,
      String error,
      List<File> artifacts) {

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

  /** What the demo leaves beside the trail. */
  record Made(DemoEvidence.Evidence evidence, List<Report> reports) {}

  Made make(String topic, Progress progress) throws InterruptedException {
    try (ControlProcess control =
        new ControlServers(stack, servers, environment, folder)
            .command(folder.resolve("published"))
            .with(ReporterOption.REPORTER_KAFKA_TOPICS, topic)
            .start()) {
      String url = control.awaitReady();
      // what the servers have written until now is there to be collected
      stack.shipLogs();
      DemoEvidence.Evidence evidence =
          new DemoEvidence(new ReportApi(url, token(Role.COLLECTOR)), progress).collect(FROM, TO);
      progress.line("Making a report of each framework ...");
      ReportApi api = new ReportApi(url, token(Role.REQUESTER));
      Map<String, String> runs = new LinkedHashMap<>();
      for (String framework : FRAMEWORKS) {
        runs.put(
            framework, api.request(framework, FROM, TO, "demo-" + framework).get("id").asText());
      }
      List<Report> reports = new ArrayList<>();
      Map<String, JsonNode> ended = new ReportPolling(api, progress).await(runs);
      for (Map.Entry<String, JsonNode> run : ended.entrySet()) {
        reports.add(download(api, run.getKey(), run.getValue()));
      }
      return new Made(evidence, reports);
    } catch (IOException e) {
      throw new CliException(
          "the reports could not be written into " + outputFolder() + ": " + e.getMessage(), e);
    }
  }

  private String token(Role role) {
    return LocalIssuer.in(ControlServers.issuerFolder(folder))
        .token(USER, EnumSet.of(role), TOKEN_TTL);
  }

  private Report download(ReportApi api, String framework, JsonNode run)
      throws IOException, InterruptedException {
    List<File> files = new ArrayList<>();
    for (JsonNode artifact : run.path("artifacts")) {
      String format = artifact.get("format").asText();
      Path file =
          Files.createDirectories(outputFolder())
              .resolve(framework + (format.equals("csv") ? ".csv.zip" : "." + format));
      api.download(URI.create(artifact.get("download_url").asText()), file);
      String sha256 = sha256(file);
      if (!sha256.equals(artifact.get("sha256").asText())) {
        throw new CliException(file + " is not what the API says it is: its SHA-256 is " + sha256);
      }
      files.add(new File(format, file.toString(), sha256));
    }
    return new Report(
        framework,
        run.path("id").asText(),
        run.path("status").asText(),
        run.path("error").asText(null),
        files);
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
