package io.verity.audit.report.content;

import io.verity.audit.report.content.ControlStanding.Standing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The evidence that was collected for the framework's controls, as the snapshot has it.
 *
 * @param root SHA-256, hex, of the evidence snapshot; null for a run from before there was any
 * @param controls every control that was active, by its name
 * @param records by control, period and id
 * @param findings worst first
 */
public record EvidencePart(
    String root,
    List<ControlStanding> controls,
    List<EvidenceItem> records,
    List<Finding> findings) {

  public static final EvidencePart NONE = new EvidencePart(null, List.of(), List.of(), List.of());

  public EvidencePart {
    controls = List.copyOf(controls);
    records = List.copyOf(records);
    findings = List.copyOf(findings);
  }

  /** Every standing, worst first, with how many controls have it. */
  public Map<Standing, Long> standings() {
    Map<Standing, Long> counts = new EnumMap<>(Standing.class);
    for (Standing standing : Standing.values()) {
      counts.put(standing, 0L);
    }
    controls.forEach(control -> counts.merge(control.standing(), 1L, Long::sum));
    return counts;
  }
}
