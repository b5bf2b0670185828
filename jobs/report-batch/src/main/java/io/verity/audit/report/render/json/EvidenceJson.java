package io.verity.audit.report.render.json;

import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.ControlStanding.Standing;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.EvidenceItem.SourceLine;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.render.CellText;
import io.verity.audit.report.render.Words;
import java.io.IOException;
import java.util.List;

/** What the report stands on: controls, their records of evidence, and events of the trail. */
final class EvidenceJson {

  private EvidenceJson() {}

  static void write(CanonicalWriter json, ReportContent content) throws IOException {
    EvidencePart evidence = content.evidence();
    json.key("evidence").object();
    controls(json, evidence.controls());
    events(json, content);
    json.key("records").array();
    for (EvidenceItem item : evidence.records()) {
      record(json, content.definition().framework(), item);
    }
    json.end();
    json.key("root").text(evidence.root());
    summary(json, evidence);
    json.end();
  }

  private static void controls(CanonicalWriter json, List<ControlStanding> controls)
      throws IOException {
    json.key("controls").array();
    for (ControlStanding control : controls) {
      json.object().key("collected").number(control.collected());
      json.key("control_id").text(control.controlId());
      json.key("failed").number(control.failed());
      json.key("name").text(control.name());
      json.key("pending").number(control.pending());
      json.key("records").number(control.records());
      json.key("standing").text(Words.key(control.standing())).end();
    }
    json.end();
  }

  private static void events(CanonicalWriter json, ReportContent content) throws IOException {
    json.key("events").array();
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        for (EventReference event : finding.events()) {
          reference(json, finding.id(), event);
        }
      }
    }
    json.end();
  }

  private static void reference(CanonicalWriter json, String finding, EventReference event)
      throws IOException {
    json.object().key("action").text(event.action());
    json.key("actor_id").text(event.actorId()).key("actor_type").text(event.actorType());
    json.key("batch_id").text(event.batchId()).key("event_id").text(event.eventId());
    json.key("event_type").text(event.eventType()).key("finding_id").text(finding);
    json.key("kafka_offset").number(event.kafkaOffset());
    json.key("kafka_partition").number(event.kafkaPartition());
    json.key("resource_id").text(event.resourceId());
    json.key("resource_type").text(event.resourceType());
    json.key("timestamp").text(CellText.plain(event.timestamp())).end();
  }

  private static void record(CanonicalWriter json, String framework, EvidenceItem item)
      throws IOException {
    PinnedRecord record = item.record();
    ControlResult result = item.result();
    json.object().key("artifact_s3_key").text(record.objectKey());
    json.key("collected_at").text(CellText.plain(record.collectedAt()));
    json.key("collected_by").text(record.collectedBy());
    json.key("collector_ver").text(record.collectorVer());
    json.key("content_hash").text(record.contentHash());
    json.key("control_id").text(item.controlId()).key("error").text(record.error());
    json.key("expected").number(result == null ? 0 : result.expected());
    json.key("framework").text(framework).key("id").text(record.id().toString());
    json.key("met").number(result == null ? 0 : result.met());
    json.key("name").text(item.name());
    json.key("object_version_id").text(record.objectVersionId());
    json.key("outcome").text(result == null ? null : Words.key(result.outcome()));
    json.key("period_end").text(CellText.plain(record.periodEnd()));
    json.key("period_start").text(CellText.plain(record.periodStart()));
    shortfalls(json, result == null ? List.of() : result.shortfalls());
    sources(json, item.sources());
    json.key("status").text(record.status()).end();
  }

  private static void shortfalls(CanonicalWriter json, List<Shortfall> shortfalls)
      throws IOException {
    json.key("shortfalls").array();
    for (Shortfall shortfall : shortfalls) {
      json.object().key("detail").text(shortfall.detail());
      json.key("expectation").text(shortfall.expectation());
      json.key("remediation").text(shortfall.remediation());
      json.key("severity").text(Words.key(shortfall.severity()));
      json.key("source").text(shortfall.source()).key("title").text(shortfall.title()).end();
    }
    json.end();
  }

  private static void sources(CanonicalWriter json, List<SourceLine> sources) throws IOException {
    json.key("sources").array();
    for (SourceLine source : sources) {
      json.object().key("collected_at").text(CellText.plain(source.collectedAt()));
      json.key("from").text(source.from()).key("kind").text(source.kind());
      json.key("size").text(source.size()).key("source").text(source.source());
      json.key("status").text(source.status()).end();
    }
    json.end();
  }

  private static void summary(CanonicalWriter json, EvidencePart evidence) throws IOException {
    var standings = evidence.standings();
    json.key("summary").object();
    json.key("collected").number(standings.get(Standing.COLLECTED));
    json.key("controls").number(evidence.controls().size());
    json.key("fail").number(standings.get(Standing.FAIL));
    json.key("not_collected").number(standings.get(Standing.NOT_COLLECTED));
    json.key("partial").number(standings.get(Standing.PARTIAL));
    json.key("pass").number(standings.get(Standing.PASS));
    json.key("records").number(evidence.records().size()).end();
  }
}
