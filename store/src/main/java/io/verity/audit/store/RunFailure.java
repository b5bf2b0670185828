package io.verity.audit.store;

/**
 * Failures that say something of what a report stands on. The reason of such a run begins with the
 * name of the failure, so that nobody has to look for words in a text for people.
 */
public enum RunFailure {
  TRAIL_TAMPERED("trail-tampered: "),
  EVIDENCE_TAMPERED("evidence-tampered: ");

  private final String prefix;

  RunFailure(String prefix) {
    this.prefix = prefix;
  }

  /** The reason as a run keeps it. */
  public String of(String reason) {
    return prefix + reason;
  }

  /** Whether a run failed by this. */
  public boolean isReasonOf(ReportRun run) {
    return run.status() == RunStatus.FAILED
        && run.error() != null
        && run.error().startsWith(prefix);
  }
}
