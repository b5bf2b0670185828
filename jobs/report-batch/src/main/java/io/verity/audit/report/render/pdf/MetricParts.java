package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Pack.Unit;
import io.verity.audit.report.pack.Section;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The metrics of a section: numbers as tiles, maps and lists as small tables. */
final class MetricParts {

  private final PageFlow flow;
  private final ReportContent content;

  MetricParts(PageFlow flow, ReportContent content) {
    this.flow = flow;
    this.content = content;
  }

  void draw(Section section) throws IOException {
    List<Tiles.Tile> tiles = new ArrayList<>();
    for (MetricQuery query : content.pack().metrics()) {
      for (Metric metric : query.metrics()) {
        if (metric.section() == section
            && content.metrics().get(metric.name()) instanceof MetricValue.Scalar scalar) {
          tiles.add(tile(metric, query, scalar.value()));
        }
      }
    }
    if (!tiles.isEmpty()) {
      new Tiles(flow).draw(tiles);
    }
    for (MetricQuery query : content.pack().metrics()) {
      for (Metric metric : query.metrics()) {
        if (metric.section() == section) {
          longer(metric, query);
        }
      }
    }
  }

  /** The numbers of the summary, in the order of the pack. */
  void drawKeyMetrics() throws IOException {
    List<Tiles.Tile> tiles = new ArrayList<>();
    for (String name : content.pack().keyMetrics()) {
      for (MetricQuery query : content.pack().metrics()) {
        for (Metric metric : query.metrics()) {
          if (metric.name().equals(name)
              && content.metrics().get(name) instanceof MetricValue.Scalar scalar) {
            tiles.add(tile(metric, query, scalar.value()));
          }
        }
      }
    }
    if (!tiles.isEmpty()) {
      flow.text("Key metrics", TextStyle.H3);
      flow.space(5);
      new Tiles(flow).draw(tiles);
    }
  }

  /** Where a chart's numbers come from. */
  String source(ChartSpec chart) {
    for (MetricQuery query : content.pack().metrics()) {
      for (Metric metric : query.metrics()) {
        if (metric.name().equals(chart.metric())) {
          return source(metric.control(), query.query());
        }
      }
    }
    for (TableSpec table : content.pack().tables()) {
      if (table.name().equals(chart.table())) {
        return source(table.control(), table.query());
      }
    }
    return "";
  }

  static String source(String control, String query) {
    return control == null ? query : control + " · " + query;
  }

  private static Tiles.Tile tile(Metric metric, MetricQuery query, BigDecimal value) {
    String unit = metric.unit() == Unit.HOURS && value != null ? "hours" : "";
    return new Tiles.Tile(
        metric.label(),
        CellText.shown(metric.unit(), value),
        unit,
        source(metric.control(), query.query()));
  }

  private void longer(Metric metric, MetricQuery query) throws IOException {
    MetricValue value = content.metrics().get(metric.name());
    if (value instanceof MetricValue.Counts counts && !charted(metric)) {
      table(metric, query, counts);
    } else if (value instanceof MetricValue.Texts texts) {
      texts(metric, query, texts);
    }
  }

  private boolean charted(Metric metric) {
    return content.pack().charts().stream().anyMatch(c -> metric.name().equals(c.metric()));
  }

  private void table(Metric metric, MetricQuery query, MetricValue.Counts counts)
      throws IOException {
    heading(metric, query);
    List<Table.Column> columns =
        List.of(new Table.Column("", 180, false), new Table.Column("Number", 70, true));
    Table table = new Table(flow, columns, metric.label());
    for (Map.Entry<String, BigDecimal> count : ChartData.worstFirst(counts.values()).entrySet()) {
      table.row(
          List.of(
              Table.Cell.of(flow.type().wrap(count.getKey(), TextStyle.CELL, 170)),
              number(metric.unit(), count.getValue())));
    }
    table.end();
  }

  private void texts(Metric metric, MetricQuery query, MetricValue.Texts texts) throws IOException {
    heading(metric, query);
    Table table =
        new Table(
            flow,
            List.of(new Table.Column(metric.label(), PageFlow.CONTENT, false)),
            metric.label());
    for (String text : texts.values()) {
      table.row(
          List.of(Table.Cell.of(flow.type().wrap(text, TextStyle.CELL, PageFlow.CONTENT - 10))));
    }
    table.end();
  }

  private Table.Cell number(Unit unit, BigDecimal value) {
    return Table.Cell.of(List.of(flow.type().line(CellText.shown(unit, value), TextStyle.CELL)));
  }

  private void heading(Metric metric, MetricQuery query) throws IOException {
    flow.need(70);
    flow.text(metric.label(), TextStyle.H3);
    flow.text(source(metric.control(), query.query()), TextStyle.SOURCE);
    flow.space(4);
  }
}
