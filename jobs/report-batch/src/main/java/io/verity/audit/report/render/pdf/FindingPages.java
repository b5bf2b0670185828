package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack.ChartKind;
import io.verity.audit.report.pack.Pack.ColumnType;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings: what was looked for, and what was found, kind by kind. */
final class FindingPages {

  private static final List<Table.Column> CHECKS =
      List.of(
          new Table.Column("Severity", 62, false),
          new Table.Column("Looked for", 296, false),
          new Table.Column("Control", 78, false),
          new Table.Column("Found", PageFlow.CONTENT - 436, true));
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("Finding", 78, false),
          new Table.Column("Occurred (UTC)", 84, false),
          new Table.Column("Subject", 88, false),
          new Table.Column("What was found", PageFlow.CONTENT - 286, false),
          new Table.Column("Events", 36, true));

  private final PageFlow flow;
  private final ReportContent content;
  private final Contents contents;
  private final Map<String, Long> byType;

  FindingPages(PageFlow flow, ReportContent content, Contents contents, Map<String, Long> byType) {
    this.flow = flow;
    this.content = content;
    this.contents = contents;
    this.byType = byType;
  }

  /** How many findings there are of each severity, as a chart. */
  void bySeverity() throws IOException {
    Map<String, BigDecimal> counts = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      long count = content.findingsBySeverity().getOrDefault(severity, 0L);
      counts.put(severity.name(), BigDecimal.valueOf(count));
    }
    List<Chart.Mark> marks = ChartData.marks(counts, ColumnType.COUNT, ChartKind.BAR);
    flow.need(Chart.height(ChartKind.BAR, marks) + 30);
    flow.text("Findings by severity", TextStyle.H3);
    flow.space(5);
    new Chart(flow).draw(ChartKind.BAR, marks);
    flow.space(12);
  }

  void draw() throws IOException {
    checks();
    try (RowStream<Finding> findings = content.findings()) {
      Table table = null;
      String type = null;
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        if (finding.isOfEvidence()) {
          continue;
        }
        if (!finding.type().equals(type)) {
          if (table != null) {
            table.end();
          }
          type = finding.type();
          table = begin(finding);
        }
        row(table, finding);
      }
      if (table != null) {
        table.end();
      }
    }
    new ControlFindingPages(flow, content, contents).draw();
  }

  /** Every kind that was looked for, also those of which there is none. */
  private void checks() throws IOException {
    flow.need(90);
    flow.text("What was looked for", TextStyle.H2);
    flow.space(5);
    Table table = new Table(flow, CHECKS, "What was looked for");
    for (Severity severity : Severity.values()) {
      for (FindingSpec kind : content.pack().findings()) {
        if (kind.severity() == severity) {
          table.row(
              List.of(
                  Chip.cell(flow.type(), severity),
                  cell(kind.title(), CHECKS.get(1)),
                  cell(kind.control() == null ? "" : kind.control(), CHECKS.get(2)),
                  cell(CellText.count(byType.getOrDefault(kind.type(), 0L)), CHECKS.get(3))));
        }
      }
    }
    table.end();
  }

  private Table begin(Finding first) throws IOException {
    flow.space(4);
    flow.need(130);
    contents.reached("finding:" + first.type(), flow.place());
    heading(first);
    flow.text(MetricParts.source(first.control(), first.query()), TextStyle.SOURCE);
    if (first.remediation() != null && !first.remediation().isBlank()) {
      flow.space(2);
      flow.paragraphs("Remediation: " + first.remediation(), TextStyle.NOTE);
    }
    flow.space(4);
    return new Table(flow, COLUMNS, first.title());
  }

  private void heading(Finding first) throws IOException {
    TextLine word = Chip.word(flow.type(), first.severity());
    String title = first.title() + " (" + CellText.count(byType.get(first.type())) + ")";
    List<TextLine> lines =
        flow.type().wrap(title, TextStyle.H2, PageFlow.CONTENT - word.width() - 22);
    float x = PageFlow.LEFT;
    for (TextLine line : lines) {
      float baseline = PageFlow.baseline(flow.take(TextStyle.H2.leading()), TextStyle.H2);
      if (x == PageFlow.LEFT) {
        x += 8 + Chip.draw(flow.canvas(), word, Palette.of(first.severity()), x, baseline + 1);
      }
      flow.canvas().text(line, x, baseline);
    }
  }

  private void row(Table table, Finding finding) throws IOException {
    String at =
        finding.occurredAt() == null
            ? CellText.NOTHING
            : CellText.toTheSecond(finding.occurredAt());
    String subject = finding.subject() == null ? CellText.NOTHING : finding.subject();
    table.row(
        List.of(
            Table.Cell.of(
                flow.type().wrap(finding.id(), TextStyle.CELL_ID, COLUMNS.get(0).inner())),
            cell(at, COLUMNS.get(1)),
            cell(subject, COLUMNS.get(2)),
            cell(finding.summary(), COLUMNS.get(3)),
            cell(CellText.count(finding.events().size()), COLUMNS.get(4))));
  }

  private Table.Cell cell(String text, Table.Column column) {
    TextStyle style = CellStyle.of(ColumnType.TEXT, text);
    return Table.Cell.of(flow.type().wrap(text, style, column.inner()));
  }
}
