package io.verity.audit.report.render.pdf;

import io.verity.audit.report.pack.Pack.ChartKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Vector charts with their numbers written at the marks. Drawn here: a chart library measures text
 * with the JDK's fonts, which differ between machines.
 */
final class Chart {

  private static final TextStyle LABEL = TextStyle.CELL.at(8, 11);
  private static final TextStyle VALUE = LABEL.bold();

  /** A mark: its label, number, the number as text, and colour. */
  record Mark(String label, BigDecimal value, String shown, int colour) {}

  private final PageFlow flow;

  Chart(PageFlow flow) {
    this.flow = flow;
  }

  /** How high the chart will be; it is never split. */
  static float height(ChartKind kind, List<Mark> marks) {
    return switch (kind) {
      case BAR -> marks.size() * 19f + 6;
      case DONUT -> Math.max(124, marks.size() * 16f + 20);
      case LINE -> 150;
    };
  }

  void draw(ChartKind kind, List<Mark> marks) throws IOException {
    flow.need(height(kind, marks));
    switch (kind) {
      case BAR -> bars(marks);
      case DONUT -> donut(marks);
      case LINE -> new LineChart(flow).draw(marks);
    }
  }

  private void bars(List<Mark> marks) {
    float labels = 0;
    float values = 0;
    for (Mark mark : marks) {
      labels = Math.max(labels, flow.type().width(mark.label(), LABEL));
      values = Math.max(values, flow.type().width(mark.shown(), VALUE));
    }
    labels = Math.min(labels, 170) + 10;
    float from = PageFlow.LEFT + labels;
    float longest = PageFlow.RIGHT - from - values - 8;
    double max = max(marks);
    for (Mark mark : marks) {
      float top = flow.take(19);
      float baseline = top - 12.5f;
      TextLine label = flow.type().cut(mark.label(), LABEL, labels - 9);
      flow.canvas().textRight(label, from - 8, baseline);
      float length = (float) (max == 0 ? 0 : mark.value().doubleValue() / max * longest);
      if (length > 0) {
        flow.canvas().box(from, top - 16, Math.max(0.8f, length), 13, mark.colour());
      }
      flow.canvas().text(flow.type().line(mark.shown(), VALUE), from + length + 5, baseline);
    }
    float bottom = flow.y();
    flow.canvas().line(from, bottom, from, bottom + marks.size() * 19, 0.7f, Palette.FAINT);
    flow.take(6);
  }

  private void donut(List<Mark> marks) {
    float height = height(ChartKind.DONUT, marks);
    float top = flow.take(height);
    float x = PageFlow.LEFT + 70;
    float y = top - height / 2;
    double sum = marks.stream().mapToDouble(m -> m.value().doubleValue()).sum();
    double at = 0;
    for (Mark mark : marks) {
      double part = sum == 0 ? 0 : mark.value().doubleValue() / sum;
      if (part > 0) {
        // a hairline of white between parts, so that they part in grey print too
        double gap = part > 0.02 && part < 1 ? 0.0025 : 0;
        flow.canvas().ring(x, y, 31, 54, at + gap, at + part - gap, mark.colour());
      }
      at += part;
    }
    if (sum == 0) {
      flow.canvas().ring(x, y, 31, 54, 0, 1, Palette.TINT);
    }
    float row = y + marks.size() * 16 / 2f;
    for (Mark mark : marks) {
      float baseline = row - 11;
      flow.canvas().box(PageFlow.LEFT + 150, baseline - 1, 8, 8, mark.colour());
      TextLine label = flow.type().cut(mark.label(), LABEL, 170);
      flow.canvas().text(label, PageFlow.LEFT + 165, baseline);
      flow.canvas().textRight(flow.type().line(mark.shown(), VALUE), PageFlow.LEFT + 390, baseline);
      if (sum > 0) {
        String share = Math.round(mark.value().doubleValue() / sum * 1000) / 10.0 + "%";
        flow.canvas()
            .textRight(
                flow.type().line(share, LABEL.in(Palette.MUTED)), PageFlow.LEFT + 440, baseline);
      }
      row -= 16;
    }
  }

  static double max(List<Mark> marks) {
    return marks.stream().mapToDouble(m -> m.value().doubleValue()).max().orElse(0);
  }
}
