package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the controls stand by the evidence that was collected for them. */
final class ControlPages {

  static final String TITLE = "Controls and their evidence";

  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("Standing", 76, false),
          new Table.Column("Control", 82, false),
          new Table.Column("Name", PageFlow.CONTENT - 330, false),
          new Table.Column("Records", 44, true),
          new Table.Column("Collected", 48, true),
          new Table.Column("Failed", 37, true),
          new Table.Column("Pending", 43, true));

  private static final String NONE =
      "No evidence was collected: when this report was begun, no control of the framework was"
          + " known. What the report says, it says of the audit trail alone.";
  private static final String BEFORE =
      "This run pinned its snapshot before evidence was collected: what it says, it says of the"
          + " audit trail alone.";
  private static final String ABOUT =
      "Each control of the framework, and what the evidence collected for it within the period"
          + " says: PASS where every expectation is met by every record, FAIL where none is,"
          + " PARTIAL between or where a collection failed, COLLECTED where nothing is expected and"
          + " a person has to read it. Appendix C has the records with their hashes.";

  private final PageFlow flow;
  private final EvidencePart evidence;
  private final Contents contents;

  ControlPages(PageFlow flow, ReportContent content, Contents contents) {
    this.flow = flow;
    this.evidence = content.evidence();
    this.contents = contents;
  }

  /** A line of chips with their counts; nothing where there are no controls. */
  void summary() throws IOException {
    if (evidence.controls().isEmpty()) {
      return;
    }
    flow.need(60);
    flow.text("Controls by their evidence", TextStyle.H3);
    flow.space(5);
    float top = flow.take(18);
    float x = PageFlow.LEFT;
    for (Map.Entry<Standing, Long> count : evidence.standings().entrySet()) {
      TextLine number = flow.type().line(CellText.count(count.getValue()), TextStyle.BODY.bold());
      float baseline = PageFlow.baseline(top, TextStyle.BODY);
      flow.canvas().text(number, x, baseline);
      x += number.width() + 5;
      TextLine word = Chip.word(flow.type(), count.getKey());
      x += Chip.draw(flow.canvas(), word, Palette.of(count.getKey()), x, baseline + 0.6f) + 18;
    }
    flow.space(14);
  }

  void draw() throws IOException {
    flow.need(130);
    contents.reached(Contents.STANDINGS, flow.place());
    flow.text(contents.title(Contents.STANDINGS), TextStyle.H2);
    flow.space(3);
    if (evidence.controls().isEmpty()) {
      flow.text(evidence.root() == null ? BEFORE : NONE, TextStyle.BODY);
      flow.space(14);
      return;
    }
    flow.text(ABOUT, TextStyle.NOTE);
    flow.space(6);
    Table table = new Table(flow, COLUMNS, TITLE);
    for (ControlStanding control : evidence.controls()) {
      table.row(row(control));
    }
    table.end();
  }

  private List<Table.Cell> row(ControlStanding control) {
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Chip.cell(flow.type(), control.standing()));
    cells.add(cell(control.controlId(), 1));
    cells.add(cell(control.name(), 2));
    int[] counts = {control.records(), control.collected(), control.failed(), control.pending()};
    for (int i = 0; i < counts.length; i++) {
      cells.add(cell(CellText.count(counts[i]), 3 + i));
    }
    return cells;
  }

  private Table.Cell cell(String text, int column) {
    return Table.Cell.of(flow.type().wrap(text, TextStyle.CELL, COLUMNS.get(column).inner()));
  }
}
