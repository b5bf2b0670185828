package io.verity.audit.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told by an alert, and that each was seen to fire and to keep silent. */
class AlertsTest {

  private static final Path RUNBOOK = Monitoring.ROOT.resolve("docs").resolve("operations.md");

  static Stream<JsonNode> alerts() {
    return Monitoring.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void itSaysWhatIsWrongAndWhereToReadOn(JsonNode alert) {
    String name = alert.path("alert").asText();
    assertThat(name).startsWith("Verity");
    assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
    assertThat(alert.at("/annotations/summary").asText()).hasSizeBetween(15, 70);
    assertThat(alert.at("/annotations/description").asText()).endsWith(".").hasSizeGreaterThan(40);
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo("docs/operations.md#" + anchor(name));
    assertThat(alert.fieldNames())
        .toIterable()
        .isSubsetOf("alert", "expr", "for", "labels", "annotations");
  }

  @Test
  void theRunbookHasASectionForEach() throws Exception {
    Set<String> sections = new TreeSet<>();
    for (String line : Files.readAllLines(RUNBOOK)) {
      if (line.startsWith("#")) {
        sections.add(line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'));
      }
    }
    assertThat(sections).containsAll(alerts().map(a -> anchor(a.path("alert").asText())).toList());
  }

  @Test
  void eachHasACaseThatFiresAndOneThatDoesNot() {
    Map<String, Set<Boolean>> cases = new HashMap<>();
    for (JsonNode test : Monitoring.read(Monitoring.ALERTS_TEST).findValues("alert_rule_test")) {
      JsonNode rule = test.path(0);
      cases
          .computeIfAbsent(rule.path("alertname").asText(), name -> new TreeSet<>())
          .add(rule.path("exp_alerts").isEmpty());
    }
    List<String> names = alerts().map(alert -> alert.path("alert").asText()).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(cases).containsOnlyKeys(names);
    assertThat(cases).allSatisfy((name, both) -> assertThat(both).as(name).hasSize(2));
  }

  @Test
  void anchorsAreMadeOfNames() {
    assertThat(anchor("VerityIngestLagHigh")).isEqualTo("ingest-lag-high");
  }

  private static String anchor(String name) {
    return name.replaceFirst("^Verity", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
