package io.verity.audit.report.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.report.pack.ReportGround.Loaded;
import io.verity.audit.report.scenario.Answers;
import io.verity.audit.report.scenario.MetricOracle;
import io.verity.audit.report.scenario.Scenario;
import io.verity.audit.report.scenario.ScenarioGenerator;
import io.verity.audit.report.scenario.ScenarioOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every metric of every framework, against answers that were computed with neither SQL nor Flink.
 */
class ScenarioMetricsITCase {

  private static final Path SAMPLE = Path.of("..", "..", "samples", "scenario");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PackLoader PACKS = PackLoader.bundled();

  @Test
  void theSampleHasTheAnswersThatCameWithIt() throws Exception {
    JsonNode expected = JSON.readTree(SAMPLE.resolve("expected.json").toFile());
    Scenario scenario =
        Scenario.read(
            SAMPLE,
            Instant.parse(expected.get("period_start").textValue()),
            Instant.parse(expected.get("period_end").textValue()));
    Loaded loaded = ReportGround.load(scenario);
    for (String framework : PACKS.frameworks()) {
      assertMetrics(loaded, framework, null, answers(expected, framework));
    }
    UUID subject = UUID.fromString(expected.get("gdpr_subject").get("subject_id").textValue());
    assertMetrics(loaded, "gdpr", subject, answers(expected, "gdpr_subject"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2026-07-01, 2026-10-01",
    "2, 2028-01-01, 2028-04-01",
    "3, 2028-02-01, 2028-03-01"
  })
  void scenariosOfEdgesHaveTheAnswersOfTheOracle(long seed, String start, String end)
      throws Exception {
    Scenario scenario = new ScenarioGenerator(seed, ScenarioOptions.between(start, end)).generate();
    MetricOracle oracle = new MetricOracle(scenario);
    Loaded loaded = ReportGround.load(scenario);
    for (String framework : PACKS.frameworks()) {
      Map<String, Object> expected = new LinkedHashMap<>(oracle.common());
      expected.putAll(oracle.framework(framework));
      assertMetrics(loaded, framework, null, expected);
    }
  }

  private static void assertMetrics(
      Loaded loaded, String framework, UUID subject, Map<String, ?> expected) throws Exception {
    Pack pack = PACKS.load(framework);
    Map<String, JsonNode> actual = new PackRun(PACKS, pack, loaded, subject).metrics();
    Map<String, Object> wanted = new LinkedHashMap<>(expected);
    wanted.computeIfPresent("decisions", (name, counts) -> withUsualKeys(counts));
    assertThat(Answers.differences(wanted, JSON.valueToTree(actual)))
        .as("%s of %s", framework, subject == null ? "all" : subject)
        .isEmpty();
  }

  /** A decision that nobody made is reported with 0. */
  private static Map<String, Object> withUsualKeys(Object counts) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String usual : new String[] {"APPROVE", "REVOKE", "MODIFY"}) {
      all.put(usual, 0L);
    }
    ((Map<?, ?>) counts).forEach((key, count) -> all.put((String) key, count));
    return all;
  }

  /** The common answers and the group's, as they stand in expected.json. */
  private static Map<String, Object> answers(JsonNode expected, String group) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String one : new String[] {"common", group}) {
      JSON.convertValue(expected.get(one), Map.class)
          .forEach((name, value) -> all.put((String) name, value));
    }
    all.remove("subject_id");
    return all;
  }
}
