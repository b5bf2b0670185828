package io.verity.audit.evidence.finding;

import io.verity.audit.evidence.catalog.ControlDefinition.Severity;
import java.util.List;

/**
 * What a record of evidence says about its control.
 *
 * @param outcome PASS where every expectation is met, FAIL where none is, PARTIAL between;
 *     COLLECTED for evidence that nothing is expected of, which a person has to read
 */
public record ControlResult(Outcome outcome, List<Shortfall> shortfalls, int met, int expected) {

  /** In words that a report uses. */
  public enum Outcome {
    PASS,
    FAIL,
    PARTIAL,
    COLLECTED
  }

  /**
   * An expectation that is not met.
   *
   * @param detail what was found instead, at most a few lines
   */
  public record Shortfall(
      String expectation,
      String title,
      String source,
      Severity severity,
      String detail,
      String remediation) {}

  public ControlResult {
    shortfalls = List.copyOf(shortfalls);
  }
}
