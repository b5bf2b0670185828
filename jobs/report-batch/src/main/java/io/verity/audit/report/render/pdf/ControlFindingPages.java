package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the evidence does not bear out, or what there is no evidence of. */
final class ControlFindingPages {

  static final String TITLE = "Controls whose evidence falls short";

  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("Severity", 62, false),
          new Table.Column("Control", 78, false),
          new Table.Column("What was found, and what to do", PageFlow.CONTENT - 274, false),
          new Table.Column("Finding", 92, false),
          new Table.Column("Records", 42, true));

  private final PageFlow flow;
  private final ReportContent content;
  private final Contents contents;

  ControlFindingPages(PageFlow flow, ReportContent content, Contents contents) {
    this.flow = flow;
    this.content = content;
    this.contents = contents;
  }

  void draw() throws IOException {
    List<Finding> findings = content.evidence().findings();
    if (findings.isEmpty()) {
      return;
    }
    flow.space(4);
    flow.need(130);
    contents.reached(Contents.CONTROL_FINDINGS, flow.place());
    flow.text(TITLE + " (" + CellText.count(findings.size()) + ")", TextStyle.H2);
    flow.text("evidence " + content.evidence().root(), TextStyle.SOURCE);
    flow.space(4);
    Table table = new Table(flow, COLUMNS, TITLE);
    for (Finding finding : findings) {
      table.row(row(finding));
    }
    table.end();
  }

  private List<Table.Cell> row(Finding finding) {
    List<TextLine> found = new ArrayList<>(wrap(finding.title(), TextStyle.CELL.bold(), 2));
    String subject = finding.subject() == null ? "" : finding.subject() + ": ";
    found.addAll(wrap(subject + finding.summary(), TextStyle.CELL, 2));
    if (finding.remediation() != null && !finding.remediation().isBlank()) {
      found.addAll(wrap(finding.remediation(), TextStyle.CELL.in(Palette.MUTED), 2));
    }
    return List.of(
        Chip.cell(flow.type(), finding.severity()),
        Table.Cell.of(wrap(finding.control(), TextStyle.CELL, 1)),
        Table.Cell.of(found),
        Table.Cell.of(wrap(finding.id(), TextStyle.CELL_ID, 3)),
        Table.Cell.of(wrap(CellText.count(finding.records().size()), TextStyle.CELL, 4)));
  }

  private List<TextLine> wrap(String text, TextStyle style, int column) {
    return flow.type().wrap(text, style, COLUMNS.get(column).inner());
  }
}
