package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.trail.MerkleTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJobITCase {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String HOUSE_RULES =
      """
      framework: house
      name: House rules
      title: House report
      controls: [{id: H1, title: Backups, description: Backups are made.}]
      finding_controls:
        sla_breach: H1
        escalation_exhausted: H1
        revocation_outstanding: H1
        anomaly: H1
        approval_without_rationale: H1
      metrics:
        - query: metrics/backups.sql
          shape: columns
          metrics:
            - {name: house_backups, label: Backups, unit: count, section: scope, control: H1}
      findings:
        - type: restore_tested
          severity: low
          control: H1
          title: Restore tested
          remediation: None.
          query: findings/restores.sql
      """;

  @TempDir private Path out;

  @Test
  void aReportIsTheSameWhoeverMakesItWhenever() throws Exception {
    Map<String, String> environment = ReportStack.get().environment(out.resolve("first"));
    JsonNode first = completed(environment, "soc2", List.of());
    assertThat(first.path("artifacts")).hasSize(3);

    String runId = first.path("run_id").asText();
    environment.put("REPORTER_OUTPUT_DIR", out.resolve("replay").toString());
    completed(environment, "soc2", List.of("--run-id=" + runId));
    environment.put("REPORTER_OUTPUT_DIR", out.resolve("anew").toString());
    environment.put("REPORTER_PARALLELISM", "3");
    JsonNode anew = completed(environment, "soc2", List.of());

    assertThat(anew.path("run_id").asText()).isNotEqualTo(runId);
    assertThat(anew.path("snapshot_root")).isEqualTo(first.path("snapshot_root"));
    assertThat(contents(out.resolve("replay"))).isEqualTo(contents(out.resolve("first")));
    assertThat(contents(out.resolve("anew"))).isEqualTo(contents(out.resolve("first")));
  }

  /** No Java knows of it: three files of the user's own. */
  @Test
  void aFrameworkOfTheUsersOwnIsAFolder() throws Exception {
    Path house = Files.createDirectories(out.resolve("frameworks/house"));
    Files.createDirectories(house.resolve("metrics"));
    Files.createDirectories(house.resolve("findings"));
    Files.writeString(house.resolve("pack.yaml"), HOUSE_RULES);
    Files.writeString(
        house.resolve("metrics/backups.sql"),
        "SELECT COUNT(*) AS house_backups FROM events WHERE event_type = 'BACKUP_COMPLETED'");
    Files.writeString(
        house.resolve("findings/restores.sql"),
        "SELECT occurred_at, 'restore ' || event_id AS subject, 'A restore was tested.' AS summary,"
            + " ARRAY[event_ref] AS events FROM events WHERE event_type = 'RESTORE_TESTED'");
    Map<String, String> environment = ReportStack.get().environment(out.resolve("reports"));
    environment.put("REPORTER_FRAMEWORKS_DIR", out.resolve("frameworks").toString());

    JsonNode answer = completed(environment, "house", List.of("--format=json"));

    Path file = Path.of(answer.at("/artifacts/0/path").asText());
    JsonNode report = JSON.readTree(file.toFile());
    assertThat(report.at("/metrics/house_backups").asLong()).isEqualTo(92);
    assertThat(report.at("/metrics/events_total").asLong()).isEqualTo(14_992);
    assertThat(report.get("findings"))
        .filteredOn(finding -> finding.path("type").asText().equals("restore_tested"))
        .hasSize(4)
        .allSatisfy(finding -> assertThat(finding.path("events")).hasSize(1));
  }

  private static JsonNode completed(
      Map<String, String> environment, String framework, List<String> more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("--framework=" + framework, "--from=2026-07-01", "--to=2026-10-01"));
    arguments.addAll(more);
    Printed printed = ReportStack.run(environment, arguments);
    assertThat(printed.code()).as(printed.toString()).isZero();
    JsonNode answer = JSON.readTree(printed.answer());
    assertThat(answer.path("status").asText()).isEqualTo("COMPLETED");
    return answer;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of().formatHex(MerkleTree.sha256().digest(Files.readAllBytes(file)));
  }

  /** By format: the run's id is in the names. */
  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        contents.put(name.substring(name.lastIndexOf('.')), sha256(file));
      }
    }
    return contents;
  }
}
