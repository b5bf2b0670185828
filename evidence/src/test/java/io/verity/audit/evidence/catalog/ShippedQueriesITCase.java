package io.verity.audit.evidence.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlTransformer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each query that is shipped, by the account that collects, over the sample company's quarter. */
class ShippedQueriesITCase {

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-01T00:00:00Z");
  private static final Set<String> ON_THE_STACK = Set.of("trail", "records");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static ScenarioServers servers;
  private static final Map<String, ObjectNode> PAYLOADS = new TreeMap<>();

  @BeforeAll
  static void askAll() throws IOException, SQLException {
    servers = new ScenarioServers(folder);
    for (ControlDefinition control : controls()) {
      PAYLOADS.put(name(control), payload(control, START, END));
    }
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void givesFewRowsOfPlainColumns() {
    assertThat(PAYLOADS).hasSizeGreaterThan(30);
    PAYLOADS.forEach(
        (control, payload) ->
            payload
                .path("sources")
                .properties()
                .forEach(
                    source -> {
                      JsonNode data = source.getValue().path("data");
                      assertThat(data.path("row_count").asInt()).as(control).isLessThan(50);
                      assertThat(data.path("columns")).as(control).isNotEmpty();
                      data.path("columns")
                          .forEach(
                              column ->
                                  assertThat(column.asText())
                                      .as(control)
                                      .matches("[a-z][a-z0-9_]*"));
                    }));
  }

  @Test
  void countsWhatWasCountedByOtherMeans() throws IOException {
    JsonNode expected = ScenarioServers.expected();
    SoftAssertions softly = new SoftAssertions();
    Map<String, String> same =
        Map.ofEntries(
            Map.entry("soc2/CC6.2/without_prior_approval", "/soc2/grants_without_approval"),
            Map.entry("soc2/CC6.1-2/refused_accesses", "/soc2/access_denied"),
            Map.entry("soc2/CC6.3/outstanding", "/common/revocations_outstanding"),
            Map.entry("soc2/CC7.4/incidents_opened", "/soc2/incidents_opened"),
            Map.entry("soc2/CC8.1/deployed", "/sox/changes_deployed"),
            Map.entry("soc2/CC8.1/without_prior_approval", "/sox/changes_without_prior_approval"),
            Map.entry("soc2/CC8.1/self_approved", "/sox/changes_self_approved"),
            Map.entry("soc2/CC8.1/emergencies", "/sox/changes_emergency"),
            Map.entry("soc2/A1.2/backups", "/soc2/backups_completed"),
            Map.entry("soc2/A1.2/restore_tests", "/soc2/restore_tests"),
            Map.entry("pci_dss/10.4.1/days_without_review", "/pci_dss/days_without_log_review"),
            Map.entry("hipaa/164.312(a)(2)(i)/shared", "/hipaa/shared_ids"),
            Map.entry("hipaa/164.312(b)/events", "/common/events_total"),
            Map.entry("hipaa/164.312(b)/actors", "/common/actors_total"),
            Map.entry("gdpr/Art. 5/accesses_to_personal_data", "/gdpr/accesses"),
            Map.entry(
                "gdpr/Art. 7(3)/accesses_after_withdrawal", "/gdpr/accesses_after_withdrawal"),
            Map.entry(
                "sox/ITGC-AC/approvals_without_reason", "/common/approvals_without_rationale"),
            Map.entry("sox/ITGC-SOD/approved_by_requester", "/sox/sod_requester_is_approver"),
            Map.entry("sox/ITGC-SOD/decided_by_subject", "/sox/sod_reviewer_is_subject"));
    same.forEach(
        (ours, theirs) -> {
          String control = ours.substring(0, ours.lastIndexOf('/'));
          String column = ours.substring(ours.lastIndexOf('/'));
          softly.assertThat(expected.at(theirs).isIntegralNumber()).as(theirs).isTrue();
          softly
              .assertThat(row(control, "trail").at(column))
              .as(ours)
              .isEqualTo(expected.at(theirs));
        });
    softly.assertAll();
  }

  @Test
  void saysWhatIsAndWhatIsNotAsItShouldBe() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (ControlDefinition control : controls()) {
      outcomes.put(
          name(control),
          ControlTransformer.transform(control, PAYLOADS.get(name(control))).outcome());
    }

    assertThat(outcomes)
        .containsEntry("soc2/CC6.2", Outcome.FAIL)
        .containsEntry("soc2/CC8.1", Outcome.FAIL)
        .containsEntry("soc2/A1.2", Outcome.PASS)
        .containsEntry("soc2/PI1.1", Outcome.PASS)
        .containsEntry("pci_dss/10.2.1", Outcome.PARTIAL)
        .containsEntry("pci_dss/10.4.1", Outcome.FAIL)
        .containsEntry("hipaa/164.308(a)(4)", Outcome.PASS)
        .containsEntry("hipaa/164.312(c)(1)", Outcome.PASS)
        .containsEntry("gdpr/Art. 7(3)", Outcome.FAIL)
        .containsEntry("sox/ITGC-AC-2", Outcome.PASS)
        .containsEntry("sox/ITGC-SOD", Outcome.FAIL)
        .containsEntry("sox/IPE-2", Outcome.PASS);
  }

  @Test
  void answersForAPeriodInWhichNothingHappened() throws IOException, SQLException {
    Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
    for (ControlDefinition control : controls()) {
      ObjectNode payload = payload(control, longAgo, longAgo.plusSeconds(3600));

      assertThat(ControlTransformer.transform(control, payload).shortfalls())
          .as(name(control))
          .noneMatch(shortfall -> shortfall.detail().startsWith("what was collected has no"));
    }
  }

  private static JsonNode row(String control, String source) {
    return PAYLOADS.get(control).path("sources").path(source).at("/data/rows/0");
  }

  private static List<ControlDefinition> controls() {
    return ControlCatalog.load(null).controls().stream()
        .filter(control -> control.collectionFn().equals("sql"))
        .filter(
            control -> control.sources().stream().allMatch(s -> ON_THE_STACK.contains(s.source())))
        .toList();
  }

  private static String name(ControlDefinition control) {
    return control.framework() + "/" + control.controlId();
  }

  private static ObjectNode payload(ControlDefinition control, Instant start, Instant end)
      throws IOException, SQLException {
    ObjectNode payload = JSON.createObjectNode();
    for (SourceRequest source : control.sources()) {
      String query = source.request().path("query").asText();
      payload
          .withObject("/sources")
          .putObject(source.source())
          .put("status", "collected")
          .set("data", servers.ask(source.source(), query, start, end));
    }
    return payload;
  }
}
