package io.verity.audit.trail.verify;

/** Told how far a verification is, at least every 65,536 rows; called from the verifying thread. */
@FunctionalInterface
public interface VerifyProgress {

  VerifyProgress NONE = (step, done, total) -> {};

  /**
   * @param step what is being done, for a person
   * @param total how many rows the step has, or 0 where nobody knows
   */
  void at(String step, long done, long total);
}
