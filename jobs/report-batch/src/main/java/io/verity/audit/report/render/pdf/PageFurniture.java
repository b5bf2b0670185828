package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.render.Caveats;
import java.io.IOException;

/** Header and footer, drawn when the number of pages is known. */
final class PageFurniture {

  private final Typesetter type;
  private final TextLine title;
  private final TextLine period;
  private final TextLine snapshot;
  private final boolean partial;

  PageFurniture(ReportContent content, Typesetter type) {
    ReportDefinition definition = content.definition();
    this.type = type;
    this.title =
        type.cut(content.pack().name() + "  ·  " + content.pack().title(), TextStyle.SMALL, 320);
    this.period = type.line(Period.of(definition), TextStyle.SMALL);
    this.snapshot =
        type.line("Snapshot " + definition.snapshotRoot(), TextStyle.SOURCE.at(6.2f, 8));
    this.partial = Caveats.of(content.completeness()).partial();
  }

  void draw(PdfFile file) throws IOException {
    for (int page = 0; page < file.pageCount(); page++) {
      Canvas canvas = new Canvas();
      if (page > 0) {
        header(canvas);
      }
      footer(canvas, page + 1, file.pageCount());
      file.draw(page, canvas);
    }
  }

  private void header(Canvas canvas) {
    float y = PageFlow.HEIGHT - 48;
    canvas.text(title, PageFlow.LEFT, y);
    canvas.textRight(period, PageFlow.RIGHT, y);
    canvas.line(PageFlow.LEFT, y - 6, PageFlow.RIGHT, y - 6, 0.5f, Palette.HAIRLINE);
  }

  private void footer(Canvas canvas, int page, int pages) {
    float y = 40;
    canvas.line(PageFlow.LEFT, y + 11, PageFlow.RIGHT, y + 11, 0.5f, Palette.HAIRLINE);
    canvas.text(snapshot, PageFlow.LEFT, y);
    TextLine number = type.line("Page " + page + " of " + pages, TextStyle.SMALL);
    canvas.textRight(number, PageFlow.RIGHT, y);
    if (partial) {
      TextLine word = type.line("PARTIAL", TextStyle.SMALL.bold().in(Palette.WARNING));
      canvas.textRight(word, PageFlow.RIGHT - number.width() - 10, y);
    }
  }
}
