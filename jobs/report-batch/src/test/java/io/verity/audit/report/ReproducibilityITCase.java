package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.report.scenario.Scenario;
import io.verity.audit.report.scenario.ScenarioEvent;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same snapshot gives the same bytes, in whatever JVM and whenever. In order: what arrives in
 * the trail for one test is there for those after it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReproducibilityITCase {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> FRAMEWORKS = List.of("gdpr", "pci_dss");
  private static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

  /** A report: its run, what it read, its files' hashes by format. */
  private record Made(String runId, String snapshotRoot, Map<String, String> sha256) {}

  @TempDir private static Path out;
  private static ReportStack stack;
  private static List<Made> first;

  @BeforeAll
  static void make() throws Exception {
    stack = ReportStack.loaded("reproducibility");
    first = forked(THIS_JDK, List.of(), stack.environment(out.resolve("first")));
    assertThat(first).hasSize(2).allSatisfy(made -> assertThat(made.sha256()).hasSize(3));
  }

  @Test
  @Order(1)
  void inAnotherTimeZoneAndLocaleAndInParallel() throws Exception {
    Map<String, String> environment = stack.environment(out.resolve("elsewhere"));
    environment.put("REPORTER_PARALLELISM", "4");
    List<String> options =
        List.of("-Duser.timezone=America/New_York", "-Duser.language=tr", "-Duser.country=TR");
    assertSame(forked(THIS_JDK, options, environment));
  }

  @Test
  @Order(2)
  void onAnotherJdk() throws Exception {
    Optional<Path> other = OtherJdk.find();
    assumeTrue(
        other.isPresent(),
        "no JDK newer than this one, neither in JAVA_HOME_<version>_... nor in /usr/lib/jvm");
    assertSame(forked(other.get(), List.of(), stack.environment(out.resolve("jdk"))));
  }

  @Test
  @Order(3)
  void anewAfterEventsOfALaterPeriod() throws Exception {
    append(8, at -> ReportStack.END.plus(Duration.ofDays(at % 40)).toEpochMilli());
    assertSame(anew());
  }

  @Test
  @Order(4)
  void repeatedAfterEventsOfThePeriodAndBefore() throws Exception {
    append(9, at -> at);
    append(10, at -> at - Duration.ofDays(60).toMillis());
    Map<String, String> environment = stack.environment(out.resolve("replay"));
    for (int i = 0; i < FRAMEWORKS.size(); i++) {
      List<Made> replay =
          made(inProcess(environment, FRAMEWORKS.get(i), "--run-id=" + first.get(i).runId()));
      assertThat(replay).containsExactly(first.get(i));
    }
    assertThat(anew())
        .as("those events count in a report that is made now")
        .allSatisfy(
            made ->
                assertThat(first)
                    .extracting(Made::snapshotRoot)
                    .doesNotContain(made.snapshotRoot()))
        .allSatisfy(
            made ->
                assertThat(first)
                    .flatExtracting(m -> m.sha256().values())
                    .doesNotContainAnyElementsOf(made.sha256().values()));
  }

  private static void assertSame(List<Made> again) {
    assertThat(again).extracting(Made::runId).doesNotContain(first.get(0).runId());
    assertThat(again).extracting(Made::snapshotRoot).containsExactlyElementsOf(roots());
    assertThat(again)
        .extracting(Made::sha256)
        .containsExactlyElementsOf(first.stream().map(Made::sha256).toList());
  }

  private static List<String> roots() {
    return first.stream().map(Made::snapshotRoot).toList();
  }

  /** Events like those that are there, but others. */
  private static void append(long topic, LongUnaryOperator time) throws Exception {
    Scenario sample = Scenario.read(ReportStack.SAMPLE, ReportStack.START, ReportStack.END);
    List<ScenarioEvent> late = new ArrayList<>();
    for (ScenarioEvent event : sample.events().subList(0, 100)) {
      late.add(
          new ScenarioEvent(
              UUID.nameUUIDFromBytes((topic + event.eventId()).getBytes()).toString(),
              event.type(),
              event.actorId(),
              event.actorType(),
              event.resourceType(),
              event.resourceId(),
              event.action(),
              event.details(),
              event.fields(),
              time.applyAsLong(event.at())));
    }
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(stack.writer(), 1)) {
      new LedgeredTrail(store, ReportStack.TOPIC, new UUID(7, topic)).write(late);
    }
  }

  private static List<Made> anew() throws Exception {
    return made(inProcess(stack.environment(out.resolve("anew")), String.join(",", FRAMEWORKS)));
  }

  private static String inProcess(
      Map<String, String> environment, String frameworks, String... more) {
    ReportStack.Printed printed = ReportStack.run(environment, arguments(frameworks, more));
    assertThat(printed.code()).as(printed.toString()).isZero();
    return printed.answer();
  }

  private static List<Made> forked(
      Path javaHome, List<String> options, Map<String, String> environment) throws Exception {
    return made(
        ForkedReport.run(javaHome, options, environment, arguments(String.join(",", FRAMEWORKS))));
  }

  private static List<String> arguments(String frameworks, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--framework=" + frameworks);
    arguments.add("--from=" + ReportStack.START);
    arguments.add("--to=" + ReportStack.END);
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static List<Made> made(String answers) throws Exception {
    List<Made> made = new ArrayList<>();
    for (String line : answers.lines().toList()) {
      JsonNode answer = JSON.readTree(line);
      assertThat(answer.path("status").asText()).as(line).isEqualTo("COMPLETED");
      Map<String, String> sha256 = new TreeMap<>();
      answer
          .path("artifacts")
          .forEach(a -> sha256.put(a.path("format").asText(), a.path("sha256").asText()));
      made.add(
          new Made(answer.path("run_id").asText(), answer.path("snapshot_root").asText(), sha256));
    }
    return made;
  }
}
