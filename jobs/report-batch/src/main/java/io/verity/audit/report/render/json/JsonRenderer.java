package io.verity.audit.report.render.json;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.content.Finding.RecordReference;
import io.verity.audit.report.content.QueryRecord;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.Column;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Section;
import io.verity.audit.report.render.Caveats;
import io.verity.audit.report.render.CellText;
import io.verity.audit.report.render.Renderer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The whole report as one canonical JSON object, described by {@code report.schema.json}. Keys come
 * in alphabetical order because RFC 8785 wants them so; the writer refuses any other order.
 */
public final class JsonRenderer implements Renderer {

  /** Named in every report; raised with a change that an old reader would not understand. */
  public static final String SCHEMA = "urn:verity-audit:report:2";

  @Override
  public String format() {
    return "json";
  }

  @Override
  public void render(ReportContent content, Path scratch, OutputStream out) throws IOException {
    ReportDefinition definition = content.definition();
    Pack pack = content.pack();
    CanonicalWriter json = new CanonicalWriter(out).object();
    completeness(json, content.completeness());
    controls(json, pack);
    json.key("definition_sha256").text(definition.sha256());
    EvidenceJson.write(json, content);
    findings(json, content);
    json.key("framework").text(definition.framework());
    MetricsJson.write(json, content);
    json.key("pack").object().key("sha256").text(pack.sha256()).end();
    json.key("period").object();
    json.key("end").text(CellText.plain(definition.periodEnd()));
    json.key("start").text(CellText.plain(definition.periodStart())).end();
    queries(json, content.queries());
    json.key("renderer").text(definition.rendererVersion());
    json.key("schema").text(SCHEMA);
    sections(json, content);
    json.key("snapshot").object();
    json.key("batches").number(definition.batches());
    json.key("data_cut_off").text(CellText.plain(definition.dataCutOff()));
    json.key("root").text(definition.snapshotRoot()).end();
    json.key("subject").text(definition.dataSubject().map(Object::toString).orElse(null));
    json.key("title").text(pack.title());
    json.end().flush();
  }

  private static void completeness(CanonicalWriter json, Completeness completeness)
      throws IOException {
    json.key("completeness").object();
    json.key("dead_letters").number(completeness.deadLetters());
    json.key("malformed_details").number(completeness.malformedDetails());
    json.key("not_ingested");
    if (completeness.notIngested() == null) {
      json.text(null);
    } else {
      json.number(completeness.notIngested());
    }
    json.key("partial").bool(Caveats.of(completeness).partial());
    json.key("partitions").array();
    for (Completeness.TopicPartition partition : completeness.partitions()) {
      json.object().key("events").number(partition.events());
      json.key("first_offset").number(partition.firstOffset());
      json.key("holes").number(partition.holes());
      json.key("last_offset").number(partition.lastOffset());
      json.key("missing").number(partition.missing());
      json.key("partition").number(partition.partition());
      json.key("rejected").number(partition.rejected());
      json.key("topic").text(partition.topic()).end();
    }
    json.end();
    if (completeness.subjectEvents() != null) {
      json.key("subject_events").number(completeness.subjectEvents());
    }
    json.key("unknown_assets").number(completeness.unknownAssets());
    json.key("unknown_principals").number(completeness.unknownPrincipals()).end();
  }

  private static void controls(CanonicalWriter json, Pack pack) throws IOException {
    json.key("controls").array();
    for (Control control : pack.controls()) {
      json.object().key("description").text(control.description());
      json.key("id").text(control.id()).key("title").text(control.title()).end();
    }
    json.end();
  }

  private static void findings(CanonicalWriter json, ReportContent content) throws IOException {
    json.key("findings").array();
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        json.object().key("control").text(finding.control());
        json.key("events").array();
        for (EventReference event : finding.events()) {
          json.text(event.eventId());
        }
        json.end().key("id").text(finding.id());
        json.key("occurred_at").text(CellText.plain(finding.occurredAt()));
        json.key("query").text(finding.query());
        json.key("records").array();
        for (RecordReference record : finding.records()) {
          json.object().key("content_hash").text(record.contentHash());
          json.key("id").text(record.id()).end();
        }
        json.end();
        json.key("remediation").text(finding.remediation());
        json.key("severity").text(finding.severity().name().toLowerCase(Locale.ROOT));
        json.key("subject").text(finding.subject()).key("summary").text(finding.summary());
        json.key("title").text(finding.title()).key("type").text(finding.type()).end();
      }
    }
    json.end();
  }

  private static void queries(CanonicalWriter json, List<QueryRecord> queries) throws IOException {
    json.key("queries").array();
    for (QueryRecord query : queries) {
      json.object().key("name").text(query.name());
      json.key("result_sha256").text(query.resultSha256()).key("rows").number(query.rows());
      json.key("sql").text(query.sql()).key("sql_sha256").text(query.sqlSha256()).end();
    }
    json.end();
  }

  private static void sections(CanonicalWriter json, ReportContent content) throws IOException {
    json.key("sections").array();
    for (Section section : Section.values()) {
      json.object().key("key").text(section.key());
      json.key("tables").array();
      for (TableSpec table : content.pack().tables()) {
        if (table.section() == section) {
          table(json, content, table);
        }
      }
      json.end();
      json.key("text").text(content.pack().text().getOrDefault(section, ""));
      json.key("title").text(section.title()).end();
    }
    json.end();
  }

  private static void table(CanonicalWriter json, ReportContent content, TableSpec table)
      throws IOException {
    json.object().key("columns").array();
    for (Column column : table.columns()) {
      json.object().key("name").text(column.name()).key("title").text(column.title());
      json.key("type").text(column.type().name().toLowerCase(Locale.ROOT)).end();
    }
    json.end();
    json.key("control").text(table.control()).key("name").text(table.name());
    json.key("query").text(table.query());
    json.key("rows").array();
    try (RowStream<List<Object>> rows = content.rows(table.name())) {
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        json.array();
        for (Object cell : row) {
          cell(json, cell);
        }
        json.end();
      }
    }
    json.end();
    json.key("title").text(table.title()).end();
  }

  private static void cell(CanonicalWriter json, Object cell) throws IOException {
    if (cell instanceof Boolean yes) {
      json.bool(yes);
    } else if (cell instanceof Number number) {
      json.number(CellText.decimal(number));
    } else {
      json.text(CellText.plain(cell));
    }
  }
}
