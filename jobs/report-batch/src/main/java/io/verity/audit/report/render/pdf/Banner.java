package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Completeness.TopicPartition;
import io.verity.audit.report.render.Caveats;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says, where nobody can overlook it, whether the report saw everything. */
final class Banner {

  private static final float PAD = 12;

  private final PageFlow flow;

  Banner(PageFlow flow) {
    this.flow = flow;
  }

  void draw(Completeness completeness) throws IOException {
    Caveats caveats = Caveats.of(completeness);
    boolean partial = caveats.partial();
    int colour = partial ? Palette.WARNING : Palette.GOOD;
    List<TextLine> lines = new ArrayList<>();
    String heading = partial ? "PARTIAL REPORT: events may be missing" : "Complete";
    add(lines, heading, TextStyle.H3.at(11, 16).in(colour));
    TextStyle body = TextStyle.BODY.at(8.8f, 12.6f);
    caveats.gaps().forEach(gap -> add(lines, gap, body));
    if (!partial) {
      add(lines, everything(completeness), body);
    }
    caveats.notes().forEach(note -> add(lines, note, body.in(Palette.MUTED)));
    box(lines, colour, partial ? Palette.WARNING_TINT : Palette.GOOD_TINT);
  }

  private static String everything(Completeness completeness) {
    long offsets = 0;
    for (TopicPartition partition : completeness.partitions()) {
      offsets += partition.lastOffset() - partition.firstOffset() + 1;
    }
    int partitions = completeness.partitions().size();
    return "All "
        + CellText.count(offsets)
        + " offsets of the "
        + (partitions == 1 ? "partition" : partitions + " partitions")
        + " that Kafka held when this report was asked for are accounted for.";
  }

  private void add(List<TextLine> lines, String text, TextStyle style) {
    lines.addAll(flow.type().wrap(text, style, PageFlow.CONTENT - 2 * PAD - 4));
  }

  private void box(List<TextLine> lines, int colour, int tint) throws IOException {
    float height = 2 * PAD - 4;
    for (TextLine line : lines) {
      height += line.style().leading();
    }
    flow.need(height);
    float top = flow.take(height);
    flow.canvas().box(PageFlow.LEFT, top - height, PageFlow.CONTENT, height, tint);
    flow.canvas().box(PageFlow.LEFT, top - height, 4, height, colour);
    float at = top - PAD + 2;
    for (TextLine line : lines) {
      flow.canvas().text(line, PageFlow.LEFT + PAD + 4, PageFlow.baseline(at, line.style()));
      at -= line.style().leading();
    }
  }
}
