package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Section;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A section: its text, its numbers, its charts and tables, and what only that section has. */
final class SectionPages {

  /** A section that would begin below this begins on a new page. */
  private static final float ROOM = 280;

  private final PageFlow flow;
  private final ReportContent content;
  private final Contents contents;
  private final Map<String, Long> findingsByType;
  private final MetricParts metrics;

  SectionPages(
      PageFlow flow, ReportContent content, Contents contents, Map<String, Long> findingsByType) {
    this.flow = flow;
    this.content = content;
    this.contents = contents;
    this.findingsByType = findingsByType;
    this.metrics = new MetricParts(flow, content);
  }

  void draw(Section section) throws IOException {
    flow.space(26);
    flow.need(ROOM);
    contents.reached(section.key(), flow.place());
    flow.text(contents.title(section.key()), TextStyle.H1);
    flow.space(8);
    String text = content.pack().text().getOrDefault(section, "");
    if (!text.isBlank()) {
      flow.paragraphs(text, TextStyle.BODY);
      flow.space(6);
    }
    if (section == Section.EXECUTIVE_SUMMARY) {
      metrics.drawKeyMetrics();
      new FindingPages(flow, content, contents, findingsByType).bySeverity();
      new ControlPages(flow, content, contents).summary();
    } else if (section == Section.SCOPE) {
      new ScopePart(flow, content).draw();
    }
    metrics.draw(section);
    for (ChartSpec chart : content.pack().charts()) {
      if (chart.section() == section) {
        chart(chart);
      }
    }
    for (TableSpec table : content.pack().tables()) {
      if (table.section() == section) {
        contents.reached("table:" + table.name(), new DataTable(flow, content).draw(table));
      }
    }
    if (section == Section.EXCEPTIONS_AND_FINDINGS) {
      new FindingPages(flow, content, contents, findingsByType).draw();
    } else if (section == Section.EVIDENCE_TRAIL) {
      new ControlPages(flow, content, contents).draw();
      flow.need(120);
      contents.reached(Contents.SUPPORT, flow.place());
      flow.text(contents.title(Contents.SUPPORT), TextStyle.H2);
      flow.space(5);
      new EvidencePages(flow, content).draw();
    }
  }

  private void chart(ChartSpec chart) throws IOException {
    List<Chart.Mark> marks = ChartData.of(chart, content);
    flow.need(Chart.height(chart.kind(), marks) + 44);
    flow.text(chart.title(), TextStyle.H3);
    flow.space(5);
    if (marks.isEmpty()) {
      flow.text("None in this period.", TextStyle.NOTE);
    } else {
      new Chart(flow).draw(chart.kind(), marks);
    }
    flow.text(metrics.source(chart), TextStyle.SOURCE);
    flow.space(16);
  }
}
