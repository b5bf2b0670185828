package io.verity.audit.report.content;

/**
 * What the evidence of the period says of a control.
 *
 * @param controlId as the framework names it, for example {@code CC6.1}
 * @param records of the period, and how many of them were collected, failed, and were still pending
 */
public record ControlStanding(
    String controlId,
    String name,
    Standing standing,
    int records,
    int collected,
    int failed,
    int pending) {

  /** In words that a report uses. */
  public enum Standing {
    FAIL,
    PARTIAL,
    NOT_COLLECTED,
    /** There is evidence, of which nothing is expected: a person has to read it. */
    COLLECTED,
    PASS
  }
}
