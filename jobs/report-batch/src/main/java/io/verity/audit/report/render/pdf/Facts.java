package io.verity.audit.report.render.pdf;

import java.io.IOException;
import java.util.List;

/** Names and values below one another. */
final class Facts {

  private static final float NAMES = 112;

  private final PageFlow flow;

  Facts(PageFlow flow) {
    this.flow = flow;
  }

  void text(String name, String value) throws IOException {
    add(name, value, TextStyle.BODY.at(9.2f, 13.6f));
  }

  /** A hash or an id. */
  void id(String name, String value) throws IOException {
    add(name, value, TextStyle.CELL_ID.at(8.2f, 13.6f));
  }

  private void add(String name, String value, TextStyle style) throws IOException {
    List<TextLine> lines = flow.type().wrap(value, style, PageFlow.CONTENT - NAMES);
    TextStyle named = TextStyle.BODY.at(9.2f, 13.6f).in(Palette.MUTED);
    flow.need(lines.size() * style.leading() + 3);
    flow.canvas()
        .text(flow.type().line(name, named), PageFlow.LEFT, PageFlow.baseline(flow.y(), named));
    for (TextLine line : lines) {
      float top = flow.take(style.leading());
      flow.canvas().text(line, PageFlow.LEFT + NAMES, PageFlow.baseline(top, style));
    }
    flow.take(3);
  }
}
