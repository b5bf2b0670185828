package io.verity.audit.report.render.csv;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.QueryRecord;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack.Column;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.render.Caveats;
import io.verity.audit.report.render.Renderer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a ZIP of CSV files (RFC 4180): what it is, its numbers, and one file a table. */
public final class CsvRenderer implements Renderer {

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public String fileExtension() {
    return "csv.zip";
  }

  @Override
  public void render(ReportContent content, Path scratch, OutputStream out) throws IOException {
    try (CsvArchive archive = new CsvArchive(scratch, out)) {
      archive.add("report.csv", List.of("field", "value"), file -> report(file, content));
      archive.add(
          "metrics.csv",
          List.of("name", "key", "value", "label", "unit", "section", "control", "query"),
          file -> metrics(file, content));
      archive.add(
          "completeness.csv",
          List.of(
              "topic",
              "partition",
              "first_offset",
              "last_offset",
              "events",
              "rejected",
              "holes",
              "missing"),
          file -> completeness(file, content.completeness()));
      archive.add(
          "controls.csv",
          List.of("id", "title", "description"),
          file -> controls(file, content.pack().controls()));
      for (TableSpec table : content.pack().tables()) {
        archive.add(
            "tables/" + table.name() + ".csv",
            table.columns().stream().map(Column::name).toList(),
            file -> rows(file, content, table));
      }
      archive.add(
          "findings.csv", EvidenceCsv.FINDINGS, file -> EvidenceCsv.findings(file, content));
      archive.add("evidence.csv", EvidenceCsv.RECORDS, file -> EvidenceCsv.records(file, content));
      archive.add(
          "evidence_controls.csv",
          EvidenceCsv.CONTROLS,
          file -> EvidenceCsv.controls(file, content.evidence()));
      archive.add(
          "evidence_shortfalls.csv",
          EvidenceCsv.SHORTFALLS,
          file -> EvidenceCsv.shortfalls(file, content.evidence()));
      archive.add(
          "evidence_events.csv", EvidenceCsv.EVENTS, file -> EvidenceCsv.events(file, content));
      archive.add(
          "queries.csv",
          List.of("name", "rows", "result_sha256", "sql_sha256", "sql"),
          file -> queries(file, content.queries()));
    }
  }

  private static void report(CsvArchive.Table file, ReportContent content) throws IOException {
    ReportDefinition definition = content.definition();
    Completeness completeness = content.completeness();
    file.row(list("framework", definition.framework()));
    file.row(list("title", content.pack().title()));
    file.row(list("period_start", definition.periodStart()));
    file.row(list("period_end", definition.periodEnd()));
    file.row(list("subject", definition.dataSubject().map(Object::toString).orElse(null)));
    file.row(list("snapshot_root", definition.snapshotRoot()));
    file.row(list("batches", definition.batches()));
    file.row(list("data_cut_off", definition.dataCutOff()));
    file.row(list("evidence_root", content.evidence().root()));
    file.row(list("pack_sha256", content.pack().sha256()));
    file.row(list("renderer", definition.rendererVersion()));
    file.row(list("definition_sha256", definition.sha256()));
    file.row(list("partial", Caveats.of(completeness).partial()));
    file.row(list("not_ingested", completeness.notIngested()));
    file.row(list("dead_letters", completeness.deadLetters()));
    file.row(list("malformed_details", completeness.malformedDetails()));
    file.row(list("unknown_principals", completeness.unknownPrincipals()));
    file.row(list("unknown_assets", completeness.unknownAssets()));
    if (completeness.subjectEvents() != null) {
      file.row(list("subject_events", completeness.subjectEvents()));
    }
  }

  private static void metrics(CsvArchive.Table file, ReportContent content) throws IOException {
    for (MetricQuery query : content.pack().metrics()) {
      for (Metric metric : query.metrics()) {
        MetricValue value = content.metrics().get(metric.name());
        if (value instanceof MetricValue.Scalar scalar) {
          metric(file, metric, query, null, scalar.value());
        } else if (value instanceof MetricValue.Counts counts) {
          for (Map.Entry<String, BigDecimal> count : counts.values().entrySet()) {
            metric(file, metric, query, count.getKey(), count.getValue());
          }
        } else if (value instanceof MetricValue.Texts texts) {
          for (String text : texts.values()) {
            metric(file, metric, query, null, text);
          }
        }
      }
    }
  }

  private static void metric(
      CsvArchive.Table file, Metric metric, MetricQuery query, String key, Object value)
      throws IOException {
    file.row(
        list(
            metric.name(),
            key,
            value,
            metric.label(),
            metric.unit().name().toLowerCase(Locale.ROOT),
            metric.section().key(),
            metric.control(),
            query.query()));
  }

  private static void completeness(CsvArchive.Table file, Completeness completeness)
      throws IOException {
    for (Completeness.TopicPartition p : completeness.partitions()) {
      file.row(
          list(
              p.topic(),
              p.partition(),
              p.firstOffset(),
              p.lastOffset(),
              p.events(),
              p.rejected(),
              p.holes(),
              p.missing()));
    }
  }

  private static void controls(CsvArchive.Table file, List<Control> controls) throws IOException {
    for (Control control : controls) {
      file.row(list(control.id(), control.title(), control.description()));
    }
  }

  private static void rows(CsvArchive.Table file, ReportContent content, TableSpec table)
      throws IOException {
    try (RowStream<List<Object>> rows = content.rows(table.name())) {
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        file.row(row);
      }
    }
  }

  private static void queries(CsvArchive.Table file, List<QueryRecord> queries) throws IOException {
    for (QueryRecord query : queries) {
      file.row(
          list(query.name(), query.rows(), query.resultSha256(), query.sqlSha256(), query.sql()));
    }
  }

  static List<Object> list(Object... cells) {
    return Arrays.asList(cells);
  }
}
