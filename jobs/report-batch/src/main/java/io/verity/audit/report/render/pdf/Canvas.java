package io.verity.audit.report.render.pdf;

import io.verity.audit.report.render.pdf.EmbeddedFont.Glyph;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The drawing operators of a page, with the origin at the lower left. Written here rather than by
 * PDFBox's content stream, whose text path is slower and whose compression is the JDK's.
 */
final class Canvas {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Distance of a Bezier's handle that draws a quarter of a circle. */
  private static final double QUARTER = 0.5522847498;

  private final StringBuilder ops = new StringBuilder(1 << 14);
  private int fill = -1;
  private int stroke = -1;

  byte[] bytes() {
    return ops.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Draws a line of text from {@code x} on its baseline. */
  void text(TextLine line, float x, float baseline) {
    List<Glyph> glyphs = line.glyphs();
    if (glyphs.isEmpty()) {
      return;
    }
    fill(line.style().colour());
    ops.append("BT ");
    number(x).number(baseline).ops.append("Td");
    int at = 0;
    while (at < glyphs.size()) {
      EmbeddedFont font = glyphs.get(at).font();
      ops.append(" /").append(font.name().getName()).append(' ');
      number(line.style().size()).ops.append("Tf <");
      while (at < glyphs.size() && glyphs.get(at).font() == font) {
        hex(glyphs.get(at++).id());
      }
      ops.append("> Tj");
    }
    ops.append(" ET\n");
  }

  void textRight(TextLine line, float right, float baseline) {
    text(line, right - line.width(), baseline);
  }

  void textCentred(TextLine line, float centre, float baseline) {
    text(line, centre - line.width() / 2, baseline);
  }

  void box(float x, float y, float width, float height, int colour) {
    fill(colour);
    number(x).number(y).number(width).number(height).ops.append("re f\n");
  }

  void roundedBox(float x, float y, float width, float height, float radius, int colour) {
    fill(colour);
    rounded(x, y, width, height, radius);
    ops.append("f\n");
  }

  void roundedFrame(float x, float y, float width, float height, float radius, int colour) {
    stroke(colour, 0.6f);
    rounded(x, y, width, height, radius);
    ops.append("S\n");
  }

  void line(float x1, float y1, float x2, float y2, float width, int colour) {
    stroke(colour, width);
    move(x1, y1).draw(x2, y2).ops.append("S\n");
  }

  void polyline(List<float[]> points, float width, int colour) {
    stroke(colour, width);
    move(points.get(0)[0], points.get(0)[1]);
    for (float[] point : points.subList(1, points.size())) {
      draw(point[0], point[1]);
    }
    ops.append("S\n");
  }

  void dot(float x, float y, float radius, int colour) {
    roundedBox(x - radius, y - radius, 2 * radius, 2 * radius, radius, colour);
  }

  /** A part of a ring, clockwise from twelve o'clock; angles in turns. */
  void ring(float x, float y, float inner, float outer, double from, double to, int colour) {
    fill(colour);
    int steps = Math.max(1, (int) Math.ceil((to - from) * 16));
    double step = (to - from) / steps;
    moveTo(x, y, outer, from);
    for (int i = 0; i < steps; i++) {
      arc(x, y, outer, from + i * step, from + (i + 1) * step);
    }
    drawTo(x, y, inner, to);
    for (int i = steps; i > 0; i--) {
      arc(x, y, inner, from + i * step, from + (i - 1) * step);
    }
    ops.append("h f\n");
  }

  private void arc(float x, float y, float radius, double from, double to) {
    double a = Math.PI / 2 - from * 2 * Math.PI;
    double b = Math.PI / 2 - to * 2 * Math.PI;
    double handle = 4.0 / 3 * StrictMath.tan((b - a) / 4) * radius;
    double ax = x + radius * StrictMath.cos(a);
    double ay = y + radius * StrictMath.sin(a);
    double bx = x + radius * StrictMath.cos(b);
    double by = y + radius * StrictMath.sin(b);
    number(ax - handle * StrictMath.sin(a)).number(ay + handle * StrictMath.cos(a));
    number(bx + handle * StrictMath.sin(b)).number(by - handle * StrictMath.cos(b));
    number(bx).number(by).ops.append("c ");
  }

  private void moveTo(float x, float y, float radius, double turn) {
    double angle = Math.PI / 2 - turn * 2 * Math.PI;
    move(x + radius * StrictMath.cos(angle), y + radius * StrictMath.sin(angle));
  }

  private void drawTo(float x, float y, float radius, double turn) {
    double angle = Math.PI / 2 - turn * 2 * Math.PI;
    draw(x + radius * StrictMath.cos(angle), y + radius * StrictMath.sin(angle));
  }

  private void rounded(float x, float y, float w, float h, float r) {
    double k = r * (1 - QUARTER);
    move(x + r, y).draw(x + w - r, y).curve(x + w - k, y, x + w, y + k, x + w, y + r);
    draw(x + w, y + h - r).curve(x + w, y + h - k, x + w - k, y + h, x + w - r, y + h);
    draw(x + r, y + h).curve(x + k, y + h, x, y + h - k, x, y + h - r);
    draw(x, y + r).curve(x, y + k, x + k, y, x + r, y).ops.append("h ");
  }

  private Canvas move(double x, double y) {
    number(x).number(y).ops.append("m ");
    return this;
  }

  private Canvas draw(double x, double y) {
    number(x).number(y).ops.append("l ");
    return this;
  }

  private Canvas curve(double ax, double ay, double bx, double by, double x, double y) {
    number(ax).number(ay).number(bx).number(by).number(x).number(y).ops.append("c ");
    return this;
  }

  private void fill(int colour) {
    if (fill != colour) {
      fill = colour;
      colour(colour).ops.append("rg\n");
    }
  }

  private void stroke(int colour, float width) {
    if (stroke != colour) {
      stroke = colour;
      colour(colour).ops.append("RG\n");
    }
    number(width).ops.append("w ");
  }

  private Canvas colour(int colour) {
    return number((colour >> 16 & 255) / 255.0)
        .number((colour >> 8 & 255) / 255.0)
        .number((colour & 255) / 255.0);
  }

  /** To a hundredth of a point, in the same digits everywhere, and a space. */
  private Canvas number(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths < 0) {
      ops.append('-');
      hundredths = -hundredths;
    }
    ops.append(hundredths / 100);
    int rest = (int) (hundredths % 100);
    if (rest > 0) {
      ops.append('.').append((char) ('0' + rest / 10));
      if (rest % 10 > 0) {
        ops.append((char) ('0' + rest % 10));
      }
    }
    ops.append(' ');
    return this;
  }

  private void hex(int glyph) {
    ops.append(HEX[glyph >> 12 & 15])
        .append(HEX[glyph >> 8 & 15])
        .append(HEX[glyph >> 4 & 15])
        .append(HEX[glyph & 15]);
  }
}
