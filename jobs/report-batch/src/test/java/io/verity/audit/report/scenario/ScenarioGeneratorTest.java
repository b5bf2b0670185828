package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioGeneratorTest {

  /** Where the period has no month's end with an answer due in it. */
  private static final Set<Edge> NEEDS_ROOM = Set.of(Edge.REQUEST_AT_A_MONTHS_END);

  @TempDir Path folder;

  static Stream<Arguments> scenarios() {
    return Stream.of(1L, 2L, 3L)
        .flatMap(
            seed ->
                Stream.of(
                    Arguments.of(seed, ScenarioOptions.quarter(), Set.of()),
                    Arguments.of(seed, ScenarioOptions.leapWinter(), Set.of()),
                    Arguments.of(seed, ScenarioOptions.year(), Set.of()),
                    Arguments.of(seed, ScenarioOptions.month(), NEEDS_ROOM),
                    Arguments.of(seed, ScenarioOptions.leapFebruary(), NEEDS_ROOM)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void hasEveryEdge(long seed, ScenarioOptions options, Set<Edge> impossible) {
    EdgeView view = new EdgeView(new ScenarioGenerator(seed, options).generate());
    assertThat(Arrays.stream(Edge.values()).filter(edge -> !edge.isIn(view)))
        .containsExactlyInAnyOrderElementsOf(impossible);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void givesEveryMetricSomethingToSay(long seed, ScenarioOptions options) {
    MetricOracle oracle = new MetricOracle(new ScenarioGenerator(seed, options).generate());
    for (String framework : MetricOracle.FRAMEWORKS) {
      assertThat(oracle.report(framework))
          .allSatisfy((name, value) -> assertThat(value).isNotIn(null, 0L, Map.of(), List.of()));
    }
  }

  @Test
  void findsNoEdgeWhereThereIsNone() {
    ScenarioOptions options = ScenarioOptions.quarter();
    Scenario empty = new Scenario(List.of(), List.of(), List.of(), options.start(), options.end());
    assertThat(Arrays.stream(Edge.values()).filter(edge -> edge.isIn(new EdgeView(empty))))
        .containsExactly(Edge.EMPTY_CATEGORY);
  }

  @Test
  void isDecidedByTheSeed() {
    ScenarioOptions options = ScenarioOptions.quarter();
    Scenario one = new ScenarioGenerator(7, options).generate();
    assertThat(new ScenarioGenerator(7, options).generate()).isEqualTo(one);
    assertThat(new ScenarioGenerator(8, options).generate()).isNotEqualTo(one);
  }

  @Test
  void isBounded() {
    ScenarioOptions options = ScenarioOptions.quarter();
    assertThat(new ScenarioGenerator(1, options).generate().events()).hasSizeBetween(2_000, 3_000);
    assertThat(new ScenarioGenerator(1, options.withCases(1).withVolume(0)).generate().events())
        .hasSizeBetween(200, 500);
  }

  @Test
  void hasDistinctEventIds() {
    assertThat(new ScenarioGenerator(1, ScenarioOptions.year()).generate().events())
        .extracting(ScenarioEvent::eventId)
        .doesNotHaveDuplicates();
  }

  @Test
  void survivesItsFiles() throws IOException {
    Scenario scenario = new ScenarioGenerator(5, ScenarioOptions.leapWinter()).generate();
    Path written = scenario.write(folder.resolve("new"));
    assertThat(Scenario.read(written, scenario.start(), scenario.end())).isEqualTo(scenario);
    assertThat(Files.readString(written.resolve(Scenario.EVENTS)))
        .contains("\"details\":\"not JSON at all\"");
  }
}
