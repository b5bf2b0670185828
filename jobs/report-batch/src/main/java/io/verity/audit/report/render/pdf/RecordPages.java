package io.verity.audit.report.render.pdf;

import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.EvidenceItem.SourceLine;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.render.CellText;
import io.verity.audit.report.render.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every record of evidence: what it is of, its hash, where it lies, and its sources in short. */
final class RecordPages {

  private static final float PLACE = 217;
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("Period (UTC)", 96, false),
          new Table.Column("Record, hash and object", PLACE, false),
          new Table.Column("Collected", PageFlow.CONTENT - 96 - PLACE, false));
  private static final TextStyle SMALL_ID = TextStyle.CELL_ID.at(6f, 8.4f);

  private final PageFlow flow;
  private final EvidencePart evidence;

  RecordPages(PageFlow flow, EvidencePart evidence) {
    this.flow = flow;
    this.evidence = evidence;
  }

  void draw() throws IOException {
    flow.text(
        "Every record that the evidence snapshot "
            + (evidence.root() == null ? "" : evidence.root() + " ")
            + "names, as it was when this report was begun. The hash is the SHA-256 of the record's"
            + " canonical JSON, which the object store keeps under the key and version given.",
        TextStyle.BODY);
    flow.space(10);
    Table table = new Table(flow, COLUMNS, "Evidence records");
    String control = null;
    for (EvidenceItem item : evidence.records()) {
      if (!item.controlId().equals(control)) {
        control = item.controlId();
        table.band(
            wrap(control + "  " + item.name(), TextStyle.CELL.bold(), PageFlow.CONTENT - 13),
            Palette.ACCENT,
            70);
      }
      table.row(List.of(period(item.record()), place(item.record()), collected(item)));
    }
    table.end();
  }

  private Table.Cell period(PinnedRecord record) {
    List<TextLine> lines = new ArrayList<>();
    lines.addAll(cell(CellText.toTheSecond(record.periodStart()), 0));
    lines.addAll(cell(CellText.toTheSecond(record.periodEnd()), 0));
    return Table.Cell.of(lines);
  }

  private Table.Cell place(PinnedRecord record) {
    List<TextLine> lines = new ArrayList<>();
    for (String text :
        new String[] {
          record.id().toString(), record.contentHash(), record.objectKey(), version(record)
        }) {
      if (text != null) {
        lines.addAll(wrap(text, SMALL_ID, COLUMNS.get(1).inner()));
      }
    }
    return Table.Cell.of(lines);
  }

  private static String version(PinnedRecord record) {
    return record.objectVersionId() == null ? null : "version " + record.objectVersionId();
  }

  private Table.Cell collected(EvidenceItem item) {
    PinnedRecord record = item.record();
    List<TextLine> lines = new ArrayList<>();
    lines.addAll(
        wrap(status(item), TextStyle.CELL.bold().in(colour(item)), COLUMNS.get(2).inner()));
    if (record.isCollected()) {
      lines.addAll(
          cell(
              CellText.toTheSecond(record.collectedAt())
                  + " by "
                  + record.collectedBy()
                  + ", "
                  + record.collectorVer(),
              2));
    } else if (record.error() != null) {
      lines.addAll(cell(record.error(), 2));
    }
    item.sources().forEach(source -> lines.addAll(cell(source(source), 2)));
    return Table.Cell.of(lines);
  }

  private static String status(EvidenceItem item) {
    ControlResult result = item.result();
    if (result == null) {
      return item.record().status().toUpperCase(Locale.ROOT);
    }
    return Words.shown(result.outcome())
        + (result.expected() == 0
            ? ""
            : ": " + result.met() + " of " + result.expected() + " expectations met");
  }

  private static int colour(EvidenceItem item) {
    if (item.result() == null) {
      return Palette.MUTED;
    }
    return switch (item.result().outcome()) {
      case PASS -> Palette.GOOD;
      case FAIL -> 0x7B1E3A;
      case PARTIAL -> Palette.WARNING;
      case COLLECTED -> Palette.ACCENT;
    };
  }

  private static String source(SourceLine source) {
    StringBuilder text = new StringBuilder(source.source());
    for (String part : new String[] {source.kind(), source.status(), source.size()}) {
      text.append(part == null ? "" : " · " + part);
    }
    return text.append(source.from() == null ? "" : " · " + source.from()).toString();
  }

  private List<TextLine> cell(String text, int column) {
    return wrap(text, TextStyle.CELL, COLUMNS.get(column).inner());
  }

  private List<TextLine> wrap(String text, TextStyle style, float width) {
    return flow.type().wrap(text, style, width);
  }
}
