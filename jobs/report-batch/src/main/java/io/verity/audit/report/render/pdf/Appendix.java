package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.QueryRecord;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.List;

/** The controls in words, the queries as they were run, and the evidence record by record. */
final class Appendix {

  private final PageFlow flow;
  private final ReportContent content;
  private final Contents contents;

  Appendix(PageFlow flow, ReportContent content, Contents contents) {
    this.flow = flow;
    this.content = content;
    this.contents = contents;
  }

  void draw() throws IOException {
    begin(Contents.CONTROLS);
    for (Control control : content.pack().controls()) {
      flow.need(46);
      flow.text(control.id() + "  " + control.title(), TextStyle.H3);
      flow.space(1);
      flow.paragraphs(control.description() == null ? "" : control.description(), TextStyle.BODY);
      flow.space(6);
    }
    begin(Contents.QUERIES);
    flow.text(
        "Each query as it was run, every parameter filled in, with the SHA-256 of its text and of"
            + " its answer. The same numbers are in the attached report.json.",
        TextStyle.BODY);
    flow.space(10);
    for (QueryRecord query : content.queries()) {
      query(query);
    }
    begin(Contents.EVIDENCE);
    new RecordPages(flow, content.evidence()).draw();
  }

  private void begin(String key) throws IOException {
    flow.newPage();
    contents.reached(key, flow.place());
    flow.text(contents.title(key), TextStyle.H1);
    flow.space(10);
  }

  private void query(QueryRecord query) throws IOException {
    List<TextLine> sql =
        flow.type().wrap(query.sql().strip(), TextStyle.SQL, PageFlow.CONTENT - 12);
    flow.need(60 + Math.min(sql.size(), 30) * TextStyle.SQL.leading());
    flow.text(query.name(), TextStyle.H3);
    flow.text(
        CellText.count(query.rows()) + (query.rows() == 1 ? " row" : " rows"), TextStyle.SMALL);
    flow.text("text    " + query.sqlSha256(), TextStyle.SOURCE);
    flow.text("answer  " + query.resultSha256(), TextStyle.SOURCE);
    flow.space(4);
    sql(sql);
    flow.space(12);
  }

  private void sql(List<TextLine> sql) throws IOException {
    for (TextLine line : sql) {
      float height = TextStyle.SQL.leading();
      flow.need(height);
      float top = flow.take(height);
      flow.canvas().box(PageFlow.LEFT, top - height, PageFlow.CONTENT, height, Palette.TINT);
      flow.canvas().text(line, PageFlow.LEFT + 6, PageFlow.baseline(top, TextStyle.SQL));
    }
  }
}
