package io.verity.audit.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.evidence.catalog.ControlDefinition.Severity;
import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.snapshot.PinnedControl;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingsTest {

  private static final PinnedControl CONTROL =
      new PinnedControl(new UUID(1, 1), "C.1", "A control", "ab".repeat(32), null);
  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'', NOT_COLLECTED",
    "failed, NOT_COLLECTED",
    "pending, NOT_COLLECTED",
    "PASS PASS, PASS",
    "PASS COLLECTED, PASS",
    "COLLECTED, COLLECTED",
    "FAIL FAIL, FAIL",
    "FAIL PASS, PARTIAL",
    "PARTIAL, PARTIAL",
    "PASS failed, PARTIAL",
    "FAIL failed, FAIL",
    "PASS pending, PASS"
  })
  void aControlStandsByAllItsRecords(String records, Standing expected) {
    assertThat(Standings.of(CONTROL, items(records)).standing()).isEqualTo(expected);
  }

  @Test
  void oneFindingStandsForAllRecordsThatFallShort() {
    List<Finding> findings = findings("FAIL PASS FAIL");

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).type()).isEqualTo("control_partial");
    assertThat(findings.get(0).summary()).isEqualTo("2 of 3 records fall short: 3 found");
    assertThat(findings.get(0).records()).hasSize(2);
    assertThat(findings.get(0).id()).isEqualTo(findings("FAIL PASS FAIL").get(0).id());
    assertThat(findings.get(0).id()).isNotEqualTo(findings("FAIL PASS PASS").get(0).id());
  }

  @Test
  void whatWasNotCollectedIsSaidOnce() {
    assertThat(findings("failed failed"))
        .extracting(Finding::type)
        .containsExactly("evidence_failed");
    assertThat(findings("pending")).extracting(Finding::type).containsExactly("evidence_missing");
    assertThat(findings("PASS failed"))
        .extracting(Finding::type)
        .containsExactly("evidence_failed");
    assertThat(findings("PASS COLLECTED")).isEmpty();
  }

  private static List<Finding> findings(String records) {
    List<EvidenceItem> items = items(records);
    ControlStanding standing = Standings.of(CONTROL, items);
    return new ControlFindings("sox", standing, items).all();
  }

  private static List<EvidenceItem> items(String records) {
    List<EvidenceItem> items = new ArrayList<>();
    for (String record : records.isEmpty() ? new String[0] : records.split(" ")) {
      items.add(item(record, items.size()));
    }
    return items;
  }

  private static EvidenceItem item(String what, int n) {
    boolean collected = Character.isUpperCase(what.charAt(0));
    PinnedRecord record =
        new PinnedRecord(
            new UUID(2, n),
            CONTROL.id(),
            START,
            START.plusSeconds(60),
            collected ? "collected" : what,
            "cd".repeat(32),
            START,
            "sql/1",
            "collector",
            null,
            null,
            what.equals("failed") ? "away" : null);
    return new EvidenceItem(
        record, CONTROL.controlId(), CONTROL.name(), collected ? result(what) : null, List.of());
  }

  private static ControlResult result(String outcome) {
    boolean good = outcome.equals("PASS") || outcome.equals("COLLECTED");
    return new ControlResult(
        Outcome.valueOf(outcome),
        good
            ? List.of()
            : List.of(new Shortfall("none", "None", "trail", Severity.HIGH, "3 found", "Mend it.")),
        0,
        1);
  }
}
