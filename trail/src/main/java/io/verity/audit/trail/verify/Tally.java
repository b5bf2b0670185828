package io.verity.audit.trail.verify;

import io.verity.audit.trail.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** The report as it grows. */
final class Tally {

  private final List<Finding> findings = new ArrayList<>();
  private long batches;
  private long rows;
  private long rootsOk;
  private long expired;
  private long recovered;

  void addRows(long more) {
    rows += more;
  }

  /** A verdict that stands: what was a suspect's is blamed. */
  void add(BatchVerdict verdict) {
    batches += verdict.committed() ? 1 : 0;
    recovered += verdict.committed() && verdict.recovered() ? 1 : 0;
    switch (verdict.outcome()) {
      case WHOLE -> rootsOk++;
      case EXPIRED -> expired++;
      case ABANDONED -> {}
      case TAMPERED -> find(Kind.TAMPERED, verdict);
      case WITHOUT_ROWS -> find(Kind.MISSING, verdict);
      case WITHOUT_MARK, WITHOUT_ENTRY -> find(Kind.UNLEDGERED, verdict);
    }
  }

  void find(Kind kind, String subject, String explanation) {
    findings.add(new Finding(kind, subject, explanation));
  }

  VerifyReport report(long duplicates, long repeatedEventIds) {
    return new VerifyReport(
        batches, rows, rootsOk, duplicates, repeatedEventIds, expired, recovered, findings);
  }

  private void find(Kind kind, BatchVerdict verdict) {
    find(kind, verdict.batchId().toString(), verdict.why());
  }
}
