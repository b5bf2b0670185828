package io.verity.audit.report.render.pdf;

import java.io.IOException;
import java.util.List;

/** Fills pages from top to bottom; a page that is full is written out before the next begins. */
final class PageFlow {

  static final float WIDTH = 595.28f;
  static final float HEIGHT = 841.89f;
  static final float LEFT = 52;
  static final float RIGHT = WIDTH - 52;
  static final float CONTENT = RIGHT - LEFT;
  static final float TOP = HEIGHT - 76;
  static final float BOTTOM = 66;

  /** Somewhere in the document that a link can lead to. */
  record Place(int page, float y) {}

  private final PdfFile file;
  private final Typesetter type;
  private Canvas canvas;
  private int page;
  private float y;

  PageFlow(PdfFile file, Typesetter type) {
    this.file = file;
    this.type = type;
  }

  Typesetter type() {
    return type;
  }

  Canvas canvas() {
    return canvas;
  }

  /** The upper edge of what is still free. */
  float y() {
    return y;
  }

  float left() {
    return y - BOTTOM;
  }

  boolean atTop() {
    return y == TOP;
  }

  Place place() {
    return new Place(page, y);
  }

  void newPage() throws IOException {
    finish();
    page = file.addPage();
    canvas = new Canvas();
    y = TOP;
  }

  /** Writes out the page that is being filled. */
  void finish() throws IOException {
    if (canvas != null) {
      file.draw(page, canvas);
      canvas = null;
    }
  }

  /** Begins a new page unless so much is free. */
  void need(float height) throws IOException {
    if (left() < height && !atTop()) {
      newPage();
    }
  }

  /** Room between two things: none at the top of a page. */
  void space(float height) {
    if (!atTop()) {
      y = Math.max(BOTTOM, y - height);
    }
  }

  /** Takes so much of the page; the upper edge of it. */
  float take(float height) {
    float top = y;
    y -= height;
    return top;
  }

  void text(String text, TextStyle style) throws IOException {
    lines(type.wrap(text, style, CONTENT));
  }

  void lines(List<TextLine> lines) throws IOException {
    for (TextLine line : lines) {
      need(line.style().leading());
      canvas.text(line, LEFT, baseline(take(line.style().leading()), line.style()));
    }
  }

  /** Paragraphs are split by blank lines; single line feeds are spaces. */
  void paragraphs(String text, TextStyle style) throws IOException {
    for (String paragraph : text.strip().split("\\n\\s*\\n")) {
      if (!paragraph.isBlank()) {
        text(paragraph.strip().replaceAll("\\s*\\n\\s*", " "), style);
        space(style.leading() * 0.45f);
      }
    }
  }

  /** The baseline of a line whose upper edge is {@code top}. */
  static float baseline(float top, TextStyle style) {
    return top - (style.leading() + 0.7f * style.size()) / 2;
  }
}
