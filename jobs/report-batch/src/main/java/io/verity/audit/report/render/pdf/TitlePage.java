package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.Map;

/** The first page: what the report is of, what it stands on, and whether it saw everything. */
final class TitlePage {

  private static final TextStyle FRAMEWORK =
      new TextStyle(TextStyle.Face.BOLD, 12, 17, Palette.MUTED);
  private static final TextStyle TITLE = new TextStyle(TextStyle.Face.BOLD, 28, 35, Palette.ACCENT);
  private static final TextStyle SUBTITLE =
      new TextStyle(TextStyle.Face.REGULAR, 11.5f, 17, Palette.MUTED);
  private static final TextStyle NUMBER = new TextStyle(TextStyle.Face.BOLD, 20, 26, Palette.INK);

  private final PageFlow flow;
  private final ReportContent content;

  TitlePage(PageFlow flow, ReportContent content) {
    this.flow = flow;
    this.content = content;
  }

  void draw() throws IOException {
    Pack pack = content.pack();
    flow.canvas().box(0, PageFlow.HEIGHT - 14, PageFlow.WIDTH, 14, Palette.ACCENT);
    flow.take(48);
    flow.text(pack.name(), FRAMEWORK);
    flow.take(4);
    flow.text(pack.title(), TITLE);
    if (pack.subtitle() != null && !pack.subtitle().isBlank()) {
      flow.take(4);
      flow.text(pack.subtitle(), SUBTITLE);
    }
    flow.take(20);
    flow.canvas().box(PageFlow.LEFT, flow.y(), 60, 2.4f, Palette.ACCENT);
    flow.take(26);
    facts(content.definition());
    flow.take(16);
    new Banner(flow).draw(content.completeness());
    flow.take(24);
    findings(content.findingsBySeverity());
  }

  private void facts(ReportDefinition definition) throws IOException {
    Facts facts = new Facts(flow);
    facts.text("Period", Period.of(definition));
    if (definition.dataSubject().isPresent()) {
      facts.id("Data subject", definition.dataSubject().get().toString());
    }
    facts.text("Data cut-off", CellText.toTheSecond(definition.dataCutOff()) + " (UTC)");
    facts.text("Batches read", CellText.count(definition.batches()));
    facts.id("Snapshot root", definition.snapshotRoot());
    String evidence = content.evidence().root();
    facts.id("Evidence root", evidence == null ? CellText.NOTHING : evidence);
    facts.id("Pack SHA-256", content.pack().sha256());
    facts.id("Definition SHA-256", definition.sha256());
    facts.text("Renderer", "version " + definition.rendererVersion());
  }

  private void findings(Map<Severity, Long> counts) throws IOException {
    flow.need(80);
    flow.text("Findings", TextStyle.H2);
    flow.take(8);
    float gap = 10;
    float width = (PageFlow.CONTENT - 3 * gap) / 4;
    float height = 52;
    float top = flow.take(height);
    float x = PageFlow.LEFT;
    for (Severity severity : Severity.values()) {
      String count = CellText.count(counts.getOrDefault(severity, 0L));
      flow.canvas().box(x, top - height, width, height, Palette.TINT);
      flow.canvas().box(x, top - 3, width, 3, Palette.of(severity));
      flow.canvas().text(flow.type().line(count, NUMBER), x + 10, top - 27);
      flow.canvas()
          .text(flow.type().line(severity.name(), TextStyle.SMALL.bold()), x + 10, top - 42);
      x += width + gap;
    }
  }
}
