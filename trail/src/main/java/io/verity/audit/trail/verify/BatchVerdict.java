package io.verity.audit.trail.verify;

import java.util.UUID;

/**
 * What a look at one batch of one table partition came to.
 *
 * @param why for a person; empty where nothing is wrong
 */
record BatchVerdict(
    UUID batchId, Outcome outcome, boolean committed, boolean recovered, String why) {

  enum Outcome {
    /** Proven. */
    WHOLE,
    TAMPERED,
    /** Committed, without rows, too old for the retention. */
    EXPIRED,
    /** An intent without rows and mark: its writer died before it sent them. Nothing is wrong. */
    ABANDONED,
    /** Committed, no rows seen: a suspect, since the ledger may be younger than the rows. */
    WITHOUT_ROWS,
    /** Rows and intent, no mark: a suspect, since the mark may be on its way. */
    WITHOUT_MARK,
    /** Rows of which the ledger of this partition knows nothing: a suspect. */
    WITHOUT_ENTRY
  }

  BatchVerdict as(Outcome other, String because) {
    return new BatchVerdict(batchId, other, committed, recovered, because);
  }

  BatchVerdict because(String because) {
    return as(outcome, because);
  }
}
