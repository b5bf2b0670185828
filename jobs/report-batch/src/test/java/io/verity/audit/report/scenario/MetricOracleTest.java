package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle against the answers that came with the shared scenario, which it did not compute. */
class MetricOracleTest {

  private static final Path FOLDER = Path.of("../../samples/scenario");

  private static JsonNode expected;
  private static Scenario scenario;
  private static MetricOracle oracle;

  @BeforeAll
  static void read() throws IOException {
    expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    scenario =
        Scenario.read(
            FOLDER,
            Instant.parse(expected.path("period_start").textValue()),
            Instant.parse(expected.path("period_end").textValue()));
    oracle = new MetricOracle(scenario);
  }

  @Test
  void readsEveryLine() {
    assertThat(scenario.events()).hasSize(expected.path("events_file_lines").intValue());
  }

  @Test
  void knowsTheCommonMetrics() {
    assertThat(Answers.differences(oracle.common(), expected.path("common"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gdpr", "hipaa", "pci_dss", "soc2", "sox"})
  void knowsEachFrameworks(String framework) {
    assertThat(Answers.differences(oracle.framework(framework), expected.path(framework)))
        .isEmpty();
  }

  @Test
  void knowsThoseOfOneSubject() {
    ObjectNode subject = expected.path("gdpr_subject").deepCopy();
    String id = subject.remove("subject_id").textValue();
    assertThat(Answers.differences(oracle.gdpr(id), subject)).isEmpty();
  }

  @Test
  void seesADifference() {
    ObjectNode wrong = expected.path("common").deepCopy();
    wrong.put("anomalies", 27).put("more", 1).remove("risk");
    assertThat(Answers.differences(oracle.common(), wrong))
        .extracting(line -> line.replaceAll(":.*", ""))
        .containsExactly("anomalies", "more", "risk");
  }
}
