package io.verity.audit.store;

import java.util.Locale;

/** What has become of a record of evidence. */
public enum EvidenceStatus {
  PENDING,
  COLLECTED,
  FAILED;

  /** As it is stored, and as JSON has it. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
