package io.verity.audit.report.render.csv;

import static io.verity.audit.report.render.csv.CsvRenderer.list;

import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.content.Finding.RecordReference;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.render.Words;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The findings, and what each of them stands on: events of the trail, records of evidence. */
final class EvidenceCsv {

  static final List<String> FINDINGS =
      List.of(
          "id",
          "type",
          "severity",
          "control",
          "title",
          "occurred_at",
          "subject",
          "summary",
          "remediation",
          "query",
          "events",
          "evidence_records");
  static final List<String> CONTROLS =
      List.of("control_id", "name", "standing", "records", "collected", "failed", "pending");
  static final List<String> RECORDS =
      List.of(
          "id",
          "framework",
          "control_id",
          "name",
          "period_start",
          "period_end",
          "status",
          "outcome",
          "met",
          "expected",
          "content_hash",
          "collected_at",
          "collector_ver",
          "collected_by",
          "artifact_s3_key",
          "object_version_id",
          "error");
  static final List<String> SHORTFALLS =
      List.of(
          "record_id",
          "control_id",
          "expectation",
          "title",
          "source",
          "severity",
          "detail",
          "remediation");
  static final List<String> EVENTS =
      List.of(
          "finding_id",
          "event_id",
          "event_type",
          "timestamp",
          "actor_id",
          "actor_type",
          "resource_type",
          "resource_id",
          "action",
          "batch_id",
          "kafka_partition",
          "kafka_offset");

  private EvidenceCsv() {}

  static void findings(CsvArchive.Table file, ReportContent content) throws IOException {
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding f = findings.next(); f != null; f = findings.next()) {
        file.row(
            list(
                f.id(),
                f.type(),
                Words.key(f.severity()),
                f.control(),
                f.title(),
                f.occurredAt(),
                f.subject(),
                f.summary(),
                f.remediation(),
                f.query(),
                f.events().size(),
                f.records().stream().map(RecordReference::id).collect(Collectors.joining(" "))));
      }
    }
  }

  static void controls(CsvArchive.Table file, EvidencePart evidence) throws IOException {
    for (ControlStanding c : evidence.controls()) {
      file.row(
          list(
              c.controlId(),
              c.name(),
              Words.key(c.standing()),
              c.records(),
              c.collected(),
              c.failed(),
              c.pending()));
    }
  }

  static void records(CsvArchive.Table file, ReportContent content) throws IOException {
    for (EvidenceItem item : content.evidence().records()) {
      PinnedRecord r = item.record();
      ControlResult result = item.result();
      file.row(
          list(
              r.id().toString(),
              content.definition().framework(),
              item.controlId(),
              item.name(),
              r.periodStart(),
              r.periodEnd(),
              r.status(),
              result == null ? null : Words.key(result.outcome()),
              result == null ? 0 : result.met(),
              result == null ? 0 : result.expected(),
              r.contentHash(),
              r.collectedAt(),
              r.collectorVer(),
              r.collectedBy(),
              r.objectKey(),
              r.objectVersionId(),
              r.error()));
    }
  }

  static void shortfalls(CsvArchive.Table file, EvidencePart evidence) throws IOException {
    for (EvidenceItem item : evidence.records()) {
      for (Shortfall s :
          item.result() == null ? List.<Shortfall>of() : item.result().shortfalls()) {
        file.row(
            list(
                item.record().id().toString(),
                item.controlId(),
                s.expectation(),
                s.title(),
                s.source(),
                Words.key(s.severity()),
                s.detail(),
                s.remediation()));
      }
    }
  }

  static void events(CsvArchive.Table file, ReportContent content) throws IOException {
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        for (EventReference e : finding.events()) {
          file.row(
              list(
                  finding.id(),
                  e.eventId(),
                  e.eventType(),
                  e.timestamp(),
                  e.actorId(),
                  e.actorType(),
                  e.resourceType(),
                  e.resourceId(),
                  e.action(),
                  e.batchId(),
                  e.kafkaPartition(),
                  e.kafkaOffset()));
        }
      }
    }
  }
}
