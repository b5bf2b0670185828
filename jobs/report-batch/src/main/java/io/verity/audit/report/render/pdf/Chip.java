package io.verity.audit.report.render.pdf;

import io.verity.audit.report.pack.Pack.Severity;

/** A word on a coloured ground: a severity. */
final class Chip {

  private static final TextStyle STYLE =
      new TextStyle(TextStyle.Face.BOLD, 6.4f, 10.2f, Palette.WHITE);
  private static final float PAD = 4;

  private Chip() {}

  static TextLine word(Typesetter type, Severity severity) {
    return type.line(severity.name(), STYLE.in(Palette.on(severity)));
  }

  /** Draws the chip with its left edge at {@code x}; its width. */
  static float draw(Canvas canvas, TextLine word, int colour, float x, float baseline) {
    float width = word.width() + 2 * PAD;
    canvas.roundedBox(x, baseline - 2.3f, width, 9.2f, 2, colour);
    canvas.text(word, x + PAD, baseline);
    return width;
  }
}
