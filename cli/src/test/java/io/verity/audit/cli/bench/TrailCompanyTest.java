package io.verity.audit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailCompanyTest {

  private static final Path SAMPLES = Path.of("..", "samples", "scenario");

  @TempDir Path folder;

  @Test
  void writesTheColumnsOfTheSamples() throws IOException {
    TrailCompany.of(1).write(folder);
    for (String file : List.of("principals.csv", "assets.csv")) {
      List<String> lines = Files.readAllLines(folder.resolve(file));
      String header = Files.readAllLines(SAMPLES.resolve(file)).get(0);
      assertThat(lines.get(0)).isEqualTo(header);
      int columns = header.split(",").length;
      assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    }
    assertThat(folder.resolve("principals.csv")).content().hasLineCount(5_001);
    assertThat(folder.resolve("assets.csv")).content().hasLineCount(1_001);
  }

  @Test
  void isDecidedByTheSeed() {
    assertThat(TrailCompany.of(1)).isEqualTo(TrailCompany.of(1)).isNotEqualTo(TrailCompany.of(2));
    assertThat(BusinessEvents.of(TrailCompany.of(1), 1))
        .isEqualTo(BusinessEvents.of(TrailCompany.of(1), 1))
        .isNotEqualTo(BusinessEvents.of(TrailCompany.of(1), 2));
  }

  @Test
  void hasBusinessOfEveryKindInTheQuarter() {
    List<BusinessEvent> events = BusinessEvents.of(TrailCompany.of(1), 1);
    assertThat(events).hasSizeBetween(8_000, 16_000);
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.at())
                    .isGreaterThanOrEqualTo(TrailCompany.START.toEpochMilli())
                    .isLessThan(TrailCompany.END.toEpochMilli()));
    Set<String> types = events.stream().map(BusinessEvent::type).collect(Collectors.toSet());
    assertThat(types)
        .contains(
            "REVIEW_STARTED",
            "DECISION_SUBMITTED",
            "REVOCATION_REQUESTED",
            "REVOCATION_EXECUTED",
            "REVIEW_ESCALATION_EXHAUSTED",
            "CHANGE_DEPLOYED",
            "ACCESS_GRANTED",
            "CONSENT_WITHDRAWN",
            "SUBJECT_ACCESS_COMPLETED",
            "ERASURE_COMPLETED",
            "INCIDENT_CLOSED",
            "BREAK_GLASS_REVIEWED",
            "ACCOUNT_DISABLED",
            "LOG_REVIEWED",
            "BACKUP_COMPLETED",
            "DATA_DISCLOSED");
  }
}
