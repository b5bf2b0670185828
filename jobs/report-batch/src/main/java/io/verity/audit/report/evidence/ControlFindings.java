package io.verity.audit.report.evidence;

import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.RecordReference;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.snapshot.SnapshotJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the evidence of a control does not bear out, as findings: one for each expectation that is
 * not met, however many records of the period fall short of it, and one for evidence that is not
 * there.
 */
final class ControlFindings {

  static final String FAILED = "control_failed";
  static final String PARTIAL = "control_partial";
  static final String NOT_COLLECTED = "evidence_failed";
  static final String MISSING = "evidence_missing";

  private static final int ID_DIGITS = 12;

  private final String framework;
  private final ControlStanding control;
  private final List<EvidenceItem> items;

  /** An expectation of one source. */
  private record Expected(String expectation, String source) {}

  /** Records that fall short of it; the first shortfall speaks for all. */
  private record Fallen(Shortfall first, List<EvidenceItem> items) {}

  ControlFindings(String framework, ControlStanding control, List<EvidenceItem> items) {
    this.framework = framework;
    this.control = control;
    this.items = items;
  }

  static List<Finding> worstFirst(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparing(Finding::type)
                .thenComparing(Finding::control)
                .thenComparing(Finding::id))
        .toList();
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    fallen().forEach((expected, fallen) -> findings.add(shortfall(expected, fallen)));
    if (control.failed() > 0) {
      findings.add(notCollected());
    } else if (control.standing() == Standing.NOT_COLLECTED) {
      findings.add(missing());
    }
    return findings;
  }

  private Map<Expected, Fallen> fallen() {
    Map<Expected, Fallen> fallen = new LinkedHashMap<>();
    for (EvidenceItem item : items) {
      for (Shortfall shortfall : item.result() == null ? List.<Shortfall>of() : shortfalls(item)) {
        fallen
            .computeIfAbsent(
                new Expected(shortfall.expectation(), shortfall.source()),
                key -> new Fallen(shortfall, new ArrayList<>()))
            .items()
            .add(item);
      }
    }
    return fallen;
  }

  private static List<Shortfall> shortfalls(EvidenceItem item) {
    return item.result().shortfalls();
  }

  private Finding shortfall(Expected expected, Fallen fallen) {
    Shortfall first = fallen.first();
    return finding(
        control.standing() == Standing.FAIL ? FAILED : PARTIAL,
        expected.expectation() + "\n" + expected.source(),
        Severity.valueOf(first.severity().name()),
        first.title(),
        first.remediation(),
        expected.source(),
        of(fallen.items().size(), control.collected(), "record falls", "records fall")
            + " short: "
            + first.detail(),
        fallen.items());
  }

  private Finding notCollected() {
    List<EvidenceItem> failed =
        items.stream().filter(item -> item.record().status().equals("failed")).toList();
    return finding(
        NOT_COLLECTED,
        "",
        Severity.MEDIUM,
        "Evidence could not be collected",
        "Find out why its source could not be read, mend that, and collect the period again.",
        null,
        of(failed.size(), control.records(), "collection", "collections")
            + " failed: "
            + failed.get(0).record().error(),
        failed);
  }

  private Finding missing() {
    return finding(
        MISSING,
        "",
        Severity.MEDIUM,
        "No evidence was collected",
        "Collect the evidence of this period, or upload it where it is gathered by hand.",
        null,
        control.pending() == 0
            ? "For this control there is no evidence of the period."
            : "For this control there is no evidence of the period yet: its collection is pending.",
        items);
  }

  private Finding finding(
      String type,
      String what,
      Severity severity,
      String title,
      String remediation,
      String source,
      String summary,
      List<EvidenceItem> support) {
    List<RecordReference> records =
        support.stream()
            .map(item -> new RecordReference(item.record().id().toString(), hash(item)))
            .toList();
    List<String> identity = new ArrayList<>(List.of(framework, control.controlId(), type, what));
    records.forEach(record -> identity.add(record.id()));
    return new Finding(
        type.toUpperCase(Locale.ROOT).replace('_', '-')
            + "-"
            + SnapshotJson.sha256(identity).substring(0, ID_DIGITS),
        type,
        severity,
        control.controlId(),
        title,
        remediation,
        support.isEmpty() ? null : support.get(0).record().collectedAt(),
        source,
        summary,
        null,
        List.of(),
        records);
  }

  private static String hash(EvidenceItem item) {
    return item.record().contentHash();
  }

  private static String of(int count, int all, String one, String many) {
    return count + " of " + all + " " + (count == 1 ? one : many);
  }
}
