package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Completeness.TopicPartition;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.render.CellText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the report is of and how complete its evidence is. */
final class ScopePart {

  private static final List<String> TITLES =
      List.of("Partition", "First offset", "Last offset", "Events", "Rejected", "Holes", "Missing");
  private static final float TOPIC = 116;

  private final PageFlow flow;
  private final ReportContent content;

  ScopePart(PageFlow flow, ReportContent content) {
    this.flow = flow;
    this.content = content;
  }

  void draw() throws IOException {
    ReportDefinition definition = content.definition();
    Facts facts = new Facts(flow);
    facts.text("Framework", content.pack().name());
    facts.text("Period", Period.of(definition));
    facts.text(
        "Data subject",
        definition.dataSubject().map(Object::toString).orElse("all (not limited to one)"));
    facts.text("Data cut-off", CellText.toTheSecond(definition.dataCutOff()) + " (UTC)");
    facts.text("Batches read", CellText.count(definition.batches()));
    facts.id("Snapshot root", definition.snapshotRoot());
    flow.space(10);
    flow.text("How to read this report", TextStyle.H3);
    flow.space(2);
    flow.text(
        "All times are UTC. Below each number stands the query that it comes from; its text and"
            + " checksums are in appendix B. A dash ("
            + CellText.NOTHING
            + ") means that there was nothing to compute from, which is not the same as zero.",
        TextStyle.BODY);
    flow.space(12);
    completeness(content.completeness());
  }

  private void completeness(Completeness completeness) throws IOException {
    flow.need(150);
    flow.text("Completeness of the evidence", TextStyle.H3);
    flow.space(5);
    new Banner(flow).draw(completeness);
    flow.space(10);
    List<Table.Column> columns = new ArrayList<>();
    columns.add(new Table.Column("Topic", TOPIC, false));
    float width = (PageFlow.CONTENT - TOPIC) / TITLES.size();
    TITLES.forEach(title -> columns.add(new Table.Column(title, width, true)));
    Table table = new Table(flow, columns, "Completeness of the evidence");
    for (TopicPartition partition : completeness.partitions()) {
      List<Table.Cell> cells = new ArrayList<>();
      cells.add(
          Table.Cell.of(
              flow.type().wrap(partition.topic(), TextStyle.CELL, columns.get(0).inner())));
      for (long number :
          new long[] {
            partition.partition(),
            partition.firstOffset(),
            partition.lastOffset(),
            partition.events(),
            partition.rejected(),
            partition.holes(),
            partition.missing()
          }) {
        cells.add(
            Table.Cell.of(
                flow.type().wrap(CellText.count(number), TextStyle.CELL, columns.get(1).inner())));
      }
      table.row(cells);
    }
    table.end();
  }
}
