package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.ChartKind;
import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.ColumnType;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The marks of a chart, few enough to be read: what is beyond that is one mark, "other". */
final class ChartData {

  private static final int MOST_BARS = 14;
  private static final int MOST_PARTS = 6;
  private static final int MOST_POINTS = 400;

  private ChartData() {}

  static List<Chart.Mark> of(ChartSpec chart, ReportContent content) throws IOException {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    ColumnType type = ColumnType.COUNT;
    if (chart.metric() != null) {
      if (content.metrics().get(chart.metric()) instanceof MetricValue.Counts counts) {
        values.putAll(worstFirst(counts.values()));
      }
    } else {
      TableSpec table =
          content.pack().tables().stream()
              .filter(t -> t.name().equals(chart.table()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no table " + chart.table()));
      int label = column(table, chart.labelColumn());
      int value = column(table, chart.valueColumn());
      type = table.columns().get(value).type();
      read(content, table, label, value, values);
    }
    return marks(values, type, chart.kind());
  }

  /** By severity, worst first, where the keys are severities; else by key. */
  static Map<String, BigDecimal> worstFirst(Map<String, BigDecimal> counts) {
    Map<String, BigDecimal> rest = new TreeMap<>(counts);
    Map<String, BigDecimal> ordered = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      BigDecimal count = rest.remove(severity.name());
      if (count != null) {
        ordered.put(severity.name(), count);
      }
    }
    ordered.putAll(rest);
    return ordered;
  }

  static List<Chart.Mark> marks(Map<String, BigDecimal> values, ColumnType type, ChartKind kind) {
    int most =
        switch (kind) {
          case BAR -> MOST_BARS;
          case DONUT -> MOST_PARTS;
          case LINE -> MOST_POINTS;
        };
    List<Chart.Mark> marks = new ArrayList<>();
    BigDecimal other = BigDecimal.ZERO;
    int others = 0;
    for (Map.Entry<String, BigDecimal> value : values.entrySet()) {
      if (marks.size() < most || values.size() == most + 1) {
        marks.add(mark(value.getKey(), value.getValue(), type, kind, marks.size()));
      } else {
        other = other.add(value.getValue());
        others++;
      }
    }
    if (others > 0 && kind != ChartKind.LINE) {
      marks.add(mark("Other (" + others + ")", other, type, kind, Integer.MAX_VALUE));
    }
    return marks;
  }

  private static Chart.Mark mark(
      String label, BigDecimal value, ColumnType type, ChartKind kind, int index) {
    int colour =
        Arrays.stream(Severity.values())
            .filter(severity -> severity.name().equals(label))
            .findFirst()
            .map(Palette::of)
            .orElse(kind == ChartKind.DONUT ? Palette.series(index) : Palette.ACCENT);
    return new Chart.Mark(label, value, CellText.shown(type, (Object) value), colour);
  }

  private static void read(
      ReportContent content, TableSpec table, int label, int value, Map<String, BigDecimal> into)
      throws IOException {
    try (RowStream<List<Object>> rows = content.rows(table.name())) {
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        String key = CellText.shown(table.columns().get(label).type(), row.get(label));
        if (row.get(value) instanceof Number number) {
          // rows that chart alike fall together, so that this map stays small
          String bounded = into.size() < MOST_POINTS || into.containsKey(key) ? key : "Rest";
          into.merge(bounded, CellText.decimal(number), BigDecimal::add);
        }
      }
    }
  }

  private static int column(TableSpec table, String name) {
    List<String> names = table.columns().stream().map(Pack.Column::name).toList();
    if (!names.contains(name)) {
      throw new IllegalStateException(
          "a chart wants column " + name + " of table " + table.name() + ", which has " + names);
    }
    return names.indexOf(name);
  }
}
