package io.verity.audit.report.render.pdf;

import io.verity.audit.report.render.CellText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A number over time, from zero, with round grid lines, its last and its highest point labelled.
 */
final class LineChart {

  private static final float HEIGHT = 150;
  private static final TextStyle AXIS = TextStyle.SMALL.at(7, 9);

  private final PageFlow flow;

  LineChart(PageFlow flow) {
    this.flow = flow;
  }

  void draw(List<Chart.Mark> marks) {
    float top = flow.take(HEIGHT) - 16;
    float bottom = top - HEIGHT + 40;
    double step = step(Chart.max(marks));
    int steps = Math.max(1, (int) Math.ceil(Chart.max(marks) / step));
    float left = PageFlow.LEFT + 36;
    float right = PageFlow.RIGHT - 30;
    for (int i = 0; i <= steps; i++) {
      float y = bottom + (top - bottom) * i / steps;
      flow.canvas().line(left, y, right, y, 0.4f, i == 0 ? Palette.FAINT : Palette.HAIRLINE);
      String label = CellText.plain(new BigDecimal(step).multiply(BigDecimal.valueOf(i)));
      flow.canvas().textRight(flow.type().line(label, AXIS), left - 5, y - 2.4f);
    }
    if (marks.isEmpty()) {
      return;
    }
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      float x =
          marks.size() == 1 ? (left + right) / 2 : left + (right - left) * i / (marks.size() - 1);
      double share = marks.get(i).value().doubleValue() / (step * steps);
      points.add(new float[] {x, (float) (bottom + (top - bottom) * share)});
    }
    if (points.size() > 1) {
      flow.canvas().polyline(points, 1.2f, Palette.ACCENT);
    }
    times(marks, points, bottom);
    values(marks, points);
  }

  /** As many labels as fit without touching; the first and the last always. */
  private void times(List<Chart.Mark> marks, List<float[]> points, float bottom) {
    int last = marks.size() - 1;
    float widest = 0;
    for (Chart.Mark mark : marks) {
      widest = Math.max(widest, label(mark).width());
    }
    float room = PageFlow.CONTENT - 66;
    int every = Math.max(1, (int) Math.ceil(marks.size() * (widest + 14) / room));
    for (int i = 0; i <= last; i++) {
      if (i == last || i % every == 0 && last - i >= every) {
        float x = points.get(i)[0];
        flow.canvas().line(x, bottom, x, bottom - 3, 0.5f, Palette.FAINT);
        flow.canvas().textCentred(label(marks.get(i)), x, bottom - 12);
      }
    }
  }

  private TextLine label(Chart.Mark mark) {
    return flow.type().cut(mark.label(), AXIS, 64);
  }

  private void values(List<Chart.Mark> marks, List<float[]> points) {
    int last = marks.size() - 1;
    int highest = 0;
    for (int i = 0; i <= last; i++) {
      if (marks.size() <= 40) {
        flow.canvas().dot(points.get(i)[0], points.get(i)[1], 1.7f, Palette.ACCENT);
      }
      if (marks.get(i).value().compareTo(marks.get(highest).value()) > 0) {
        highest = i;
      }
    }
    value(marks.get(highest), points.get(highest), 0);
    if (last != highest) {
      TextLine line = flow.type().line(marks.get(last).shown(), AXIS.bold().in(Palette.INK));
      flow.canvas().text(line, points.get(last)[0] + 4, points.get(last)[1] - 2.4f);
    }
  }

  private void value(Chart.Mark mark, float[] point, float dx) {
    TextLine line = flow.type().line(mark.shown(), AXIS.bold().in(Palette.INK));
    flow.canvas().textCentred(line, point[0] + dx, point[1] + 5);
  }

  /** A round distance between grid lines: 1, 2 or 5 times a power of ten. */
  private static double step(double max) {
    double step = 1;
    double[] factors = {2, 2.5, 2};
    for (int i = 0; max / step > 5; i++) {
      step *= factors[i % 3];
    }
    return step;
  }
}
