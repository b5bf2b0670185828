package io.verity.audit.store;

import java.util.Locale;

/** Why evidence is collected. */
public enum Trigger {
  SCHEDULE,
  AD_HOC,
  MANUAL;

  /** As it is stored, and as JSON has it. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
