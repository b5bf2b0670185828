package io.verity.audit.report.render.pdf;

import java.io.IOException;
import java.util.List;

/** Key numbers, three in a row, each with the query that it comes from. */
final class Tiles {

  private static final int IN_A_ROW = 3;
  private static final float GAP = 10;
  private static final float PAD = 9;
  private static final float WIDTH = (PageFlow.CONTENT - (IN_A_ROW - 1) * GAP) / IN_A_ROW;
  private static final TextStyle LABEL = TextStyle.BODY.at(8.2f, 10.8f).in(Palette.MUTED);
  private static final TextStyle SOURCE = TextStyle.SOURCE.at(6.4f, 8.4f);
  private static final TextStyle VALUE = new TextStyle(TextStyle.Face.BOLD, 16, 21, Palette.INK);

  /** One number. */
  record Tile(String label, String value, String unit, String source) {}

  private final PageFlow flow;

  Tiles(PageFlow flow) {
    this.flow = flow;
  }

  void draw(List<Tile> tiles) throws IOException {
    for (int i = 0; i < tiles.size(); i += IN_A_ROW) {
      row(tiles.subList(i, Math.min(tiles.size(), i + IN_A_ROW)));
    }
    flow.space(8);
  }

  private void row(List<Tile> tiles) throws IOException {
    Typesetter type = flow.type();
    List<List<TextLine>> labels =
        tiles.stream().map(t -> type.wrap(t.label(), LABEL, WIDTH - 2 * PAD)).toList();
    List<List<TextLine>> sources =
        tiles.stream().map(t -> type.wrap(t.source(), SOURCE, WIDTH - 2 * PAD)).toList();
    float below = most(sources) * SOURCE.leading();
    float height = 2 * PAD + 4 + most(labels) * LABEL.leading() + VALUE.leading() + below;
    flow.need(height + GAP);
    float top = flow.take(height);
    float x = PageFlow.LEFT;
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      flow.canvas().roundedFrame(x, top - height, WIDTH, height, 3, Palette.HAIRLINE);
      float at = top - PAD + 1;
      for (TextLine line : labels.get(i)) {
        flow.canvas().text(line, x + PAD, PageFlow.baseline(at, LABEL));
        at -= LABEL.leading();
      }
      float baseline = top - height + PAD + below + 6;
      TextLine value = type.line(tile.value(), VALUE);
      flow.canvas().text(value, x + PAD, baseline);
      flow.canvas().text(type.line(tile.unit(), LABEL), x + PAD + value.width() + 4, baseline);
      at = top - height + PAD - 1 + below;
      for (TextLine line : sources.get(i)) {
        flow.canvas().text(line, x + PAD, PageFlow.baseline(at, SOURCE));
        at -= SOURCE.leading();
      }
      x += WIDTH + GAP;
    }
    flow.space(GAP);
  }

  private static int most(List<List<TextLine>> texts) {
    return texts.stream().mapToInt(List::size).max().orElse(1);
  }
}
