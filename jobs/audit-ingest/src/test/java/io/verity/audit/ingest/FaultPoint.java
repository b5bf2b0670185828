package io.verity.audit.ingest;

/** Where in the protocol a fault may strike: around each statement that a commit sends. */
enum FaultPoint {
  BEFORE_INTENT,
  AFTER_INTENT,
  BEFORE_INSERT,
  AFTER_INSERT,
  BEFORE_MARK,
  AFTER_MARK
}
