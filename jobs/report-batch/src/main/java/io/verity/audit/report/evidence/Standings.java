package io.verity.audit.report.evidence;

import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.snapshot.PinnedControl;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidenceItem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a control stands, by all records of the period. */
final class Standings {

  private static final String FAILED = "failed";

  private Standings() {}

  static ControlStanding of(PinnedControl control, List<EvidenceItem> items) {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    int collected = 0;
    int failed = 0;
    for (EvidenceItem item : items) {
      if (item.result() != null) {
        outcomes.add(item.result().outcome());
        collected++;
      } else if (item.record().status().equals(FAILED)) {
        failed++;
      }
    }
    return new ControlStanding(
        control.controlId(),
        control.name(),
        standing(outcomes, failed),
        items.size(),
        collected,
        failed,
        items.size() - collected - failed);
  }

  /** One record that is missing or not good enough is enough for a control not to pass. */
  private static Standing standing(Set<Outcome> outcomes, int failed) {
    if (outcomes.isEmpty()) {
      return Standing.NOT_COLLECTED;
    } else if (outcomes.equals(EnumSet.of(Outcome.FAIL))) {
      return Standing.FAIL;
    } else if (failed > 0
        || outcomes.contains(Outcome.FAIL)
        || outcomes.contains(Outcome.PARTIAL)) {
      return Standing.PARTIAL;
    }
    return outcomes.contains(Outcome.PASS) ? Standing.PASS : Standing.COLLECTED;
  }
}
