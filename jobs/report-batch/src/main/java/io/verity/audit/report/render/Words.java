package io.verity.audit.report.render;

import java.util.Locale;

/** Names of enums as files and people have them. */
public final class Words {

  private Words() {}

  /** As a file has it: not_collected. */
  public static String key(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /** As a chip has it: NOT COLLECTED. */
  public static String shown(Enum<?> name) {
    return name.name().replace('_', ' ');
  }
}
