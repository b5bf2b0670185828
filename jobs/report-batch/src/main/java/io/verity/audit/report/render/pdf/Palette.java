package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.pack.Pack.Severity;

/**
 * The colours, as 0xRRGGBB. Severities and series differ in lightness as well as in hue, so that
 * they stay apart for colour-blind readers and in grey print; a label says the same besides.
 */
final class Palette {

  static final int INK = 0x1B2733;
  static final int MUTED = 0x5B6875;
  static final int FAINT = 0x8A95A1;
  static final int HAIRLINE = 0xD3DAE1;
  static final int TINT = 0xF2F5F8;
  static final int ACCENT = 0x1F4E79;
  static final int WHITE = 0xFFFFFF;
  static final int WARNING = 0x9A3B00;
  static final int WARNING_TINT = 0xFDF1E6;
  static final int GOOD = 0x1E6B52;
  static final int GOOD_TINT = 0xEDF6F2;

  private static final int[] SERIES = {
    0x1F4E79, 0x56A0D3, 0x0B8A70, 0xE3A018, 0xB5532A, 0x8E6BA8, 0x7A8792
  };

  private Palette() {}

  static int of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 0x7B1E3A;
      case HIGH -> 0xC8552B;
      case MEDIUM -> 0xE5A823;
      case LOW -> 0x6FA3CC;
    };
  }

  /** Of the text on a chip of that severity. */
  static int on(Severity severity) {
    return severity == Severity.CRITICAL || severity == Severity.HIGH ? WHITE : INK;
  }

  static int of(Standing standing) {
    return switch (standing) {
      case PASS -> GOOD;
      case FAIL -> 0x7B1E3A;
      case PARTIAL -> 0xE5A823;
      case COLLECTED -> ACCENT;
      case NOT_COLLECTED -> 0x6B7885;
    };
  }

  /** Of the text on a chip of that standing. */
  static int on(Standing standing) {
    return standing == Standing.PARTIAL ? INK : WHITE;
  }

  static int series(int index) {
    return SERIES[Math.min(index, SERIES.length - 1)];
  }
}
