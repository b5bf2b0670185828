package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.render.Words;
import java.util.List;

/** A word on a coloured ground: a severity, or where a control stands. */
final class Chip {

  private static final TextStyle STYLE =
      new TextStyle(TextStyle.Face.BOLD, 6.4f, 10.2f, Palette.WHITE);
  private static final float PAD = 4;

  private Chip() {}

  static TextLine word(Typesetter type, Severity severity) {
    return type.line(severity.name(), STYLE.in(Palette.on(severity)));
  }

  static TextLine word(Typesetter type, Standing standing) {
    return type.line(Words.shown(standing), STYLE.in(Palette.on(standing)));
  }

  static Table.Cell cell(Typesetter type, Severity severity) {
    return new Table.Cell(List.of(word(type, severity)), Palette.of(severity));
  }

  static Table.Cell cell(Typesetter type, Standing standing) {
    return new Table.Cell(List.of(word(type, standing)), Palette.of(standing));
  }

  /** Draws the chip with its left edge at {@code x}; its width. */
  static float draw(Canvas canvas, TextLine word, int colour, float x, float baseline) {
    float width = word.width() + 2 * PAD;
    canvas.roundedBox(x, baseline - 2.3f, width, 9.2f, 2, colour);
    canvas.text(word, x + PAD, baseline);
    return width;
  }
}
