package io.verity.audit.evidence.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedControlsTest {

  /** What a local stack has, and of which kind each is. */
  private static final Map<String, String> ON_THE_STACK =
      Map.of(
          "trail", "sql",
          "records", "sql",
          "verity-api", "http",
          "stack-config", "config",
          "stack-logs", "search");

  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("identity-provider", "http"),
          Map.entry("hr-system", "http"),
          Map.entry("ticketing", "http"),
          Map.entry("vulnerability-scanner", "http"),
          Map.entry("endpoint-management", "http"),
          Map.entry("backup-system", "http"),
          Map.entry("cloud", "config"),
          Map.entry("siem", "search"),
          Map.entry("erp", "sql"),
          Map.entry("patient-records", "sql"),
          Map.entry("card-vault", "sql"));

  private static final List<ControlDefinition> CONTROLS = ControlCatalog.load(null).controls();

  @Test
  void areEnoughOfEachFramework() {
    assertThat(CONTROLS).hasSizeGreaterThanOrEqualTo(64);
    assertThat(byFramework(CONTROLS))
        .containsOnlyKeys("soc2", "pci_dss", "hipaa", "gdpr", "sox")
        .allSatisfy((framework, count) -> assertThat(count).isGreaterThanOrEqualTo(12));
  }

  @Test
  void canBeCollectedOnALocalStackInPartAndByEveryKind() {
    List<ControlDefinition> collectable =
        CONTROLS.stream().filter(ShippedControlsTest::isOnTheStack).toList();

    assertThat(collectable).hasSizeGreaterThanOrEqualTo(16);
    assertThat(byFramework(collectable))
        .hasSize(5)
        .allSatisfy((framework, count) -> assertThat(count).isGreaterThanOrEqualTo(3));
    assertThat(collectable)
        .extracting(ControlDefinition::collectionFn)
        .contains("http", "sql", "config", "search");
  }

  @Test
  void askOnlySourcesOfTheirKind() {
    for (ControlDefinition control : CONTROLS) {
      for (SourceRequest source : control.sources()) {
        String kind = ON_THE_STACK.getOrDefault(source.source(), ELSEWHERE.get(source.source()));
        assertThat(control.collectionFn()).as(control.controlId()).isEqualTo(kind);
      }
    }
  }

  @Test
  void areGatheredByHandOnceAQuarter() {
    List<ControlDefinition> manual = CONTROLS.stream().filter(ControlDefinition::isManual).toList();

    assertThat(manual).hasSizeGreaterThanOrEqualTo(3);
    assertThat(manual).extracting(ControlDefinition::schedule).containsOnly("0 0 1 1,4,7,10 *");
    assertThat(CONTROLS).extracting(ControlDefinition::schedule).contains("0 * * * *");
  }

  @Test
  void expectSomethingOfWhateverIsNotReadByAPerson() {
    assertThat(CONTROLS)
        .filteredOn(control -> !control.isManual())
        .allSatisfy(control -> assertThat(control.expectations()).isNotEmpty());
  }

  @Test
  void haveIdsOfTheirOwn() {
    Set<Object> ids = CONTROLS.stream().map(ControlDefinition::id).collect(Collectors.toSet());

    assertThat(ids).hasSameSizeAs(CONTROLS);
  }

  private static boolean isOnTheStack(ControlDefinition control) {
    return !control.isManual()
        && control.sources().stream().allMatch(s -> ON_THE_STACK.containsKey(s.source()));
  }

  private static Map<String, Long> byFramework(List<ControlDefinition> controls) {
    return controls.stream()
        .collect(Collectors.groupingBy(ControlDefinition::framework, Collectors.counting()));
  }
}
