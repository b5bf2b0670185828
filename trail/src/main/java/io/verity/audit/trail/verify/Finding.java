package io.verity.audit.trail.verify;

import java.util.Comparator;

/**
 * One thing that is wrong with the trail.
 *
 * @param subject a batch id, or offsets such as {@code verity.audit.all/3:100-199}
 * @param explanation what differs, for a person
 */
public record Finding(Kind kind, String subject, String explanation)
    implements Comparable<Finding> {

  /** What is wrong, in the order of the report. */
  public enum Kind {
    /** Rows or ledger are not as the writer left them. */
    TAMPERED,
    /** A committed batch whose rows are gone before their time. */
    MISSING,
    /** Rows that no committed entry of the ledger accounts for. */
    UNLEDGERED,
    /** Offsets that no committed batch accounts for, between others that are. */
    GAP,
    /** Offsets that more than one run accounts for. */
    OVERLAP,
    /** Kafka coordinates that more than one row bears. */
    DUPLICATE
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::subject)
          .thenComparing(Finding::explanation);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
