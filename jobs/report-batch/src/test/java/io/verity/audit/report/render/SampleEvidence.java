package io.verity.audit.report.render;

import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.EvidenceItem.SourceLine;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.RecordReference;
import io.verity.audit.report.pack.Pack.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Evidence of every kind and outcome. */
final class SampleEvidence {

  private static final String HASH =
      "cc3a1c5e7f2b4d6890ab12cd34ef56a79d3a1c5e7f2b4d6890ab12cd34ef56a7";
  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

  private static final String[][] CONTROLS = {
    {"A1.2", "Backups are made and restored in a test", "PASS"},
    {"CC6.1", "Logical access is limited to who needs it", "PARTIAL"},
    {"CC6.2", "Accounts are made for people who were approved", "FAIL"},
    {"CC7.2", "Anomalies of the systems are watched for, and somebody is told of them", "PASS"},
    {"CC8.1", "Changes are approved before they go live", "NOT_COLLECTED"},
    {"CC9.2", "Vendors are reviewed — Prüfung der Zulieferer", "COLLECTED"},
    {"P1.1", "Notice is given", "NOT_COLLECTED"},
  };

  private SampleEvidence() {}

  /**
   * @param periods records a control
   */
  static EvidencePart of(int periods) {
    List<ControlStanding> standings = new ArrayList<>();
    List<EvidenceItem> items = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (String[] control : CONTROLS) {
      Standing standing = Standing.valueOf(control[2]);
      boolean missing = control[0].equals("P1.1");
      int count = missing ? 0 : periods;
      for (int i = 0; i < count; i++) {
        items.add(item(control[0], control[1], standing, i));
      }
      int failed = standing == Standing.NOT_COLLECTED ? count : 0;
      standings.add(
          new ControlStanding(control[0], control[1], standing, count, count - failed, failed, 0));
      if (standing == Standing.PARTIAL || standing == Standing.FAIL || missing) {
        findings.add(finding(control[0], standing, count));
      }
    }
    return new EvidencePart(HASH, standings, items, findings);
  }

  private static EvidenceItem item(String control, String name, Standing standing, int n) {
    boolean failed = standing == Standing.NOT_COLLECTED;
    UUID id = UUID.nameUUIDFromBytes((control + n).getBytes(StandardCharsets.UTF_8));
    Instant begin = START.plusSeconds(86_400L * n);
    PinnedRecord record =
        new PinnedRecord(
            id,
            id,
            begin,
            begin.plusSeconds(86_400),
            failed ? "failed" : "collected",
            HASH,
            begin.plusSeconds(90_017),
            "sql/1",
            "verity-collector",
            failed ? null : "evidence/soc2/" + control + "/20260701T000000Z_20260702T000000Z/" + id,
            failed ? null : "3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY",
            failed ? "ticketing: the server at tickets.example did not answer in 60 s" : null);
    return new EvidenceItem(
        record,
        control,
        name,
        failed ? null : result(standing),
        failed
            ? List.of()
            : List.of(
                new SourceLine(
                    "trail", "sql", "collected", begin, "ClickHouse at ch.example", "12 rows"),
                new SourceLine("stack-config", "config", "collected", null, null, "3 files")));
  }

  private static ControlResult result(Standing standing) {
    List<Shortfall> shortfalls =
        standing == Standing.FAIL || standing == Standing.PARTIAL
            ? List.of(
                new Shortfall(
                    "no-orphans",
                    "No account without an owner",
                    "trail",
                    ControlDefinition.Severity.HIGH,
                    "/rows/0/orphans: 3, must be 0",
                    "Give each account an owner, or disable it."))
            : List.of();
    int expected = standing == Standing.COLLECTED ? 0 : 2;
    return new ControlResult(
        Outcome.valueOf(standing.name()),
        shortfalls,
        standing == Standing.FAIL ? 0 : Math.max(0, expected - shortfalls.size()),
        expected);
  }

  private static Finding finding(String control, Standing standing, int records) {
    List<RecordReference> references = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      UUID id = UUID.nameUUIDFromBytes((control + i).getBytes(StandardCharsets.UTF_8));
      references.add(new RecordReference(id.toString(), HASH));
    }
    return new Finding(
        "CONTROL-" + standing + "-0a1b2c3d4e5f",
        "control_" + standing.name().toLowerCase(java.util.Locale.ROOT),
        standing == Standing.FAIL ? Severity.HIGH : Severity.MEDIUM,
        control,
        "No account without an owner",
        "Give each account an owner, or disable it.",
        records == 0 ? null : START,
        records == 0 ? null : "trail",
        records + " of " + records + " records fall short: /rows/0/orphans: 3, must be 0",
        null,
        List.of(),
        references);
  }
}
