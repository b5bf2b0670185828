package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.content.Finding.RecordReference;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * For each finding the events that support it, and where in the trail each of them stands; or the
 * records of evidence.
 */
final class EvidencePages {

  private static final float ID = 102;
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("Time (UTC)", PageFlow.CONTENT - 4 * ID, false),
          new Table.Column("Event and its id", ID, false),
          new Table.Column("Actor", ID, false),
          new Table.Column("Action and resource", ID, false),
          new Table.Column("Kafka and batch", ID, false));
  private static final int RECORDS = 3;
  private static final float ROOM_FOR_A_ROW = 40;

  private final PageFlow flow;
  private final ReportContent content;

  EvidencePages(PageFlow flow, ReportContent content) {
    this.flow = flow;
    this.content = content;
  }

  void draw() throws IOException {
    Table table = new Table(flow, COLUMNS, "Evidence trail");
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        finding(table, finding);
      }
    }
    table.end();
  }

  private void finding(Table table, Finding finding) throws IOException {
    if (finding.isOfEvidence()) {
      records(table, finding);
      return;
    }
    boolean none = finding.events().isEmpty();
    List<TextLine> lines = new ArrayList<>();
    lines.addAll(wrap(finding.severity() + "  ·  " + finding.title(), TextStyle.CELL.bold()));
    lines.addAll(wrap("Finding " + finding.id(), TextStyle.CELL_ID));
    lines.addAll(wrap(finding.summary(), TextStyle.CELL));
    if (none) {
      lines.addAll(
          wrap(
              "No event: the finding is that something did not happen.",
              TextStyle.CELL.in(Palette.MUTED)));
    }
    table.band(lines, Palette.of(finding.severity()), none ? 0 : ROOM_FOR_A_ROW);
    for (EventReference event : finding.events()) {
      table.row(
          List.of(
              cell(CellText.toTheMilli(event.timestamp()).replace(' ', '\n'), null),
              cell(event.eventType(), event.eventId()),
              cell(event.actorType(), event.actorId()),
              cell(event.action() + " " + event.resourceType(), event.resourceId()),
              cell(
                  "partition " + event.kafkaPartition() + ", offset " + event.kafkaOffset(),
                  event.batchId())));
    }
  }

  private void records(Table table, Finding finding) throws IOException {
    List<TextLine> lines = new ArrayList<>();
    lines.addAll(
        wrap(
            finding.severity() + "  ·  " + finding.control() + "  ·  " + finding.title(),
            TextStyle.CELL.bold()));
    lines.addAll(wrap("Finding " + finding.id(), TextStyle.CELL_ID));
    lines.addAll(wrap(finding.summary(), TextStyle.CELL));
    List<RecordReference> records = finding.records();
    for (RecordReference record : records.subList(0, Math.min(records.size(), RECORDS))) {
      lines.addAll(
          wrap(
              "Evidence " + record.id() + "  sha256 " + record.contentHash(),
              TextStyle.CELL_ID.at(6.2f, 8.6f)));
    }
    String rest =
        records.isEmpty()
            ? "No record: the finding is that there is none."
            : records.size() > RECORDS
                ? "and " + CellText.count(records.size() - RECORDS) + " more, in appendix C"
                : "";
    if (!rest.isEmpty()) {
      lines.addAll(wrap(rest, TextStyle.CELL.in(Palette.MUTED)));
    }
    table.band(lines, Palette.of(finding.severity()), 0);
  }

  private List<TextLine> wrap(String text, TextStyle style) {
    return flow.type().wrap(text, style, PageFlow.CONTENT - 13);
  }

  private Table.Cell cell(String text, String id) {
    List<TextLine> lines = new ArrayList<>();
    float width = ID - 10;
    lines.addAll(flow.type().wrap(text, TextStyle.CELL, width));
    if (id != null) {
      lines.addAll(flow.type().wrap(id, TextStyle.CELL_ID.at(6.2f, 8.6f), width));
    }
    return Table.Cell.of(lines);
  }
}
