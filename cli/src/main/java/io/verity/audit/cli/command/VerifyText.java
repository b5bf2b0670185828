package io.verity.audit.cli.command;

import io.verity.audit.trail.verify.Finding;
import io.verity.audit.trail.verify.VerifyReport;

/** A verification for a person. */
final class VerifyText {

  private static final int SHOWN = 200;

  private VerifyText() {}

  static String of(VerifyReport report) {
    StringBuilder text = new StringBuilder();
    line(text, "batches", report.batches());
    line(text, "rows", report.rows());
    line(text, "roots ok", report.rootsOk());
    line(text, "tampered", report.tampered().size());
    line(text, "missing", report.missing().size());
    line(text, "unledgered", report.unledgered().size());
    line(text, "gaps", report.gaps().size());
    line(text, "overlaps", report.overlaps().size());
    line(text, "duplicates", report.duplicates());
    line(text, "repeated event ids", report.repeatedEventIds());
    line(text, "expired", report.expired());
    line(text, "recovered", report.recovered());
    text.append(report.ok() ? "The trail is whole and untouched." : "The trail is NOT whole:");
    for (Finding finding : report.findings().stream().limit(SHOWN).toList()) {
      text.append("\n  ")
          .append(finding.kind().name().toLowerCase(java.util.Locale.ROOT))
          .append(' ')
          .append(finding.subject())
          .append(": ")
          .append(finding.explanation());
    }
    if (report.findings().size() > SHOWN) {
      text.append("\n  and ")
          .append(report.findings().size() - SHOWN)
          .append(" more; --json lists all");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format("%-20s %d%n", what, count));
  }
}
