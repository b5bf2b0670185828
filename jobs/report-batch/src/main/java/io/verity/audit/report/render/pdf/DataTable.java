package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.render.CellText;
import io.verity.audit.report.render.pdf.PageFlow.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table of the pack with its title, note and source. */
final class DataTable {

  /** Rows of a table that is not parted, unless its rows are high. */
  private static final int WHOLE = 14;

  private final PageFlow flow;
  private final ReportContent content;

  DataTable(PageFlow flow, ReportContent content) {
    this.flow = flow;
    this.content = content;
  }

  /** Draws it; where it begins. */
  Place draw(TableSpec spec) throws IOException {
    // a short table stays whole
    long count = content.rowCount(spec.name());
    flow.need(count <= WHOLE ? 80 + count * 17 : 110);
    Place place = flow.place();
    flow.text(spec.title(), TextStyle.H2);
    flow.text(
        MetricParts.source(spec.control(), spec.query())
            + "  ·  "
            + rows(content.rowCount(spec.name())),
        TextStyle.SOURCE);
    if (spec.note() != null && !spec.note().isBlank()) {
      flow.space(2);
      flow.paragraphs(spec.note(), TextStyle.NOTE);
    }
    flow.space(5);
    List<Table.Column> columns = ColumnWidths.of(flow.type(), spec.columns(), PageFlow.CONTENT);
    Table table = new Table(flow, columns, spec.title());
    try (RowStream<List<Object>> rows = content.rows(spec.name())) {
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        table.row(cells(spec, columns, row));
      }
    }
    table.end();
    return place;
  }

  private List<Table.Cell> cells(TableSpec spec, List<Table.Column> columns, List<Object> row) {
    List<Table.Cell> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      String text = CellText.shown(spec.columns().get(i).type(), row.get(i));
      TextStyle style = CellStyle.of(spec.columns().get(i).type(), text);
      cells.add(Table.Cell.of(flow.type().wrap(text, style, columns.get(i).inner())));
    }
    return cells;
  }

  private static String rows(long count) {
    return CellText.count(count) + (count == 1 ? " row" : " rows");
  }
}
