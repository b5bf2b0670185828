package io.verity.audit.report.render.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that may go on for pages: its header comes again on each, and a row stays whole unless it
 * is higher than a page.
 */
final class Table {

  private static final float PAD_X = 5;
  private static final float PAD_Y = 3;

  /**
   * @param right whether it is aligned to the right, as numbers are
   */
  record Column(String title, float width, boolean right) {
    float inner() {
      return width - 2 * PAD_X;
    }
  }

  /**
   * @param chip colour behind the text, or -1
   */
  record Cell(List<TextLine> lines, int chip) {
    static Cell of(List<TextLine> lines) {
      return new Cell(lines, -1);
    }
  }

  private final PageFlow flow;
  private final List<Column> columns;
  private final List<List<TextLine>> header = new ArrayList<>();
  private final String caption;
  private final float width;
  private final float headerHeight;
  private boolean begun;

  /**
   * @param caption said again where the table goes on on another page
   */
  Table(PageFlow flow, List<Column> columns, String caption) {
    this.flow = flow;
    this.columns = columns;
    this.caption = caption;
    float height = 0;
    float sum = 0;
    for (Column column : columns) {
      header.add(flow.type().wrap(column.title(), TextStyle.HEAD, column.inner()));
      height = Math.max(height, height(header.get(header.size() - 1)));
      sum += column.width();
    }
    headerHeight = height + 2 * PAD_Y + 1;
    width = sum;
  }

  void row(List<Cell> cells) throws IOException {
    float height = rowHeight(cells);
    room(height);
    if (height <= flow.left()) {
      draw(cells, height);
      return;
    }
    for (List<Cell> rest = cells; rest != null; ) {
      rest = drawSome(rest);
    }
  }

  /**
   * A row over the whole width that the rows after it belong to; never the last of a page. Its left
   * edge has a colour.
   */
  void band(List<TextLine> lines, int edge, float roomForNext) throws IOException {
    float height = height(lines) + 2 * PAD_Y;
    room(height + roomForNext);
    drawBand(lines, edge, height);
  }

  /** Ends the table; says so if it has no row. */
  void end() throws IOException {
    if (!begun) {
      flow.text("None in this period.", TextStyle.NOTE);
    }
    flow.space(14);
  }

  private void room(float height) throws IOException {
    if (!begun) {
      flow.need(headerHeight + Math.min(height, 200));
      head();
      begun = true;
    } else if (flow.left() < height) {
      again();
    }
  }

  private void again() throws IOException {
    flow.newPage();
    TextLine line = flow.type().cut(caption + " (continued)", TextStyle.SMALL, width);
    float top = flow.take(TextStyle.SMALL.leading() + 3);
    flow.canvas().text(line, PageFlow.LEFT, PageFlow.baseline(top, TextStyle.SMALL));
    head();
  }

  private void head() {
    float top = flow.take(headerHeight);
    flow.canvas().box(PageFlow.LEFT, top - headerHeight, width, headerHeight, Palette.TINT);
    float x = PageFlow.LEFT;
    for (int i = 0; i < columns.size(); i++) {
      // words of a header stand on the line below, next to the numbers
      float high = height(header.get(i));
      cell(new Cell(header.get(i), -1), columns.get(i), x, top - (headerHeight - 2 * PAD_Y - high));
      x += columns.get(i).width();
    }
    rule(top - headerHeight, 0.8f, Palette.ACCENT);
  }

  private void drawBand(List<TextLine> lines, int edge, float height) {
    float top = flow.take(height);
    flow.canvas().box(PageFlow.LEFT, top - height, width, height, Palette.TINT);
    flow.canvas().box(PageFlow.LEFT, top - height, 2.5f, height, edge);
    float at = top - PAD_Y;
    for (TextLine line : lines) {
      flow.canvas().text(line, PageFlow.LEFT + PAD_X + 3, PageFlow.baseline(at, line.style()));
      at -= line.style().leading();
    }
    rule(top - height, 0.4f, Palette.HAIRLINE);
  }

  private void draw(List<Cell> cells, float height) {
    float top = flow.take(height);
    float x = PageFlow.LEFT;
    for (int i = 0; i < columns.size(); i++) {
      cell(cells.get(i), columns.get(i), x, top);
      x += columns.get(i).width();
    }
    rule(top - height, 0.4f, Palette.HAIRLINE);
  }

  private void cell(Cell cell, Column column, float x, float top) {
    float at = top - PAD_Y;
    for (TextLine line : cell.lines()) {
      float baseline = PageFlow.baseline(at, line.style());
      if (cell.chip() >= 0) {
        Chip.draw(flow.canvas(), line, cell.chip(), x + PAD_X, baseline);
      } else if (column.right()) {
        flow.canvas().textRight(line, x + column.width() - PAD_X, baseline);
      } else {
        flow.canvas().text(line, x + PAD_X, baseline);
      }
      at -= line.style().leading();
    }
  }

  /** Draws as many lines of each cell as fit; what is left for the next page, or null. */
  private List<Cell> drawSome(List<Cell> cells) throws IOException {
    List<Cell> now = new ArrayList<>();
    List<Cell> later = new ArrayList<>();
    boolean more = false;
    for (Cell cell : cells) {
      int fit = 0;
      float free = flow.left() - 2 * PAD_Y;
      while (fit < cell.lines().size() && free >= cell.lines().get(fit).style().leading()) {
        free -= cell.lines().get(fit++).style().leading();
      }
      now.add(new Cell(cell.lines().subList(0, fit), cell.chip()));
      later.add(new Cell(cell.lines().subList(fit, cell.lines().size()), cell.chip()));
      more |= fit < cell.lines().size();
    }
    draw(now, rowHeight(now));
    if (more) {
      again();
    }
    return more ? later : null;
  }

  private void rule(float y, float thick, int colour) {
    flow.canvas().line(PageFlow.LEFT, y, PageFlow.LEFT + width, y, thick, colour);
  }

  private static float rowHeight(List<Cell> cells) {
    float height = 0;
    for (Cell cell : cells) {
      height = Math.max(height, height(cell.lines()));
    }
    return height + 2 * PAD_Y;
  }

  private static float height(List<TextLine> lines) {
    float height = 0;
    for (TextLine line : lines) {
      height += line.style().leading();
    }
    return height;
  }
}
