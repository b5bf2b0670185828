package io.verity.audit.store;

/** PENDING, then PROCESSING, then COMPLETED for good, or FAILED until the next attempt. */
public enum RunStatus {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED
}
