package io.verity.audit.report.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.finding.ControlTransformer;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.snapshot.EvidenceSnapshot;
import io.verity.audit.evidence.snapshot.PinnedControl;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.report.ReportException;
import io.verity.audit.report.content.ControlStanding;
import io.verity.audit.report.content.EvidenceItem;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads the pinned evidence and says what it means. One payload is in memory at a time, and none is
 * believed before its hash is the pinned one.
 */
public final class EvidenceReader {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ReportRuns runs;
  private final EvidenceRecords records;

  public EvidenceReader(Database database) {
    this.runs = new ReportRuns(database);
    this.records = new EvidenceRecords(database);
  }

  /**
   * @param root of the evidence snapshot, as the run's snapshot names it; null for a run from
   *     before there was any
   * @throws ReportException naming the record that is not as it was collected
   */
  public EvidencePart read(UUID runId, String root) {
    if (root == null) {
      return EvidencePart.NONE;
    }
    EvidenceSnapshot snapshot = snapshot(runId, root);
    List<ControlStanding> standings = new ArrayList<>();
    List<EvidenceItem> all = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (PinnedControl control : snapshot.controls()) {
      List<EvidenceItem> items = items(snapshot, control);
      ControlStanding standing = Standings.of(control, items);
      standings.add(standing);
      all.addAll(items);
      findings.addAll(new ControlFindings(snapshot.framework(), standing, items).all());
    }
    return new EvidencePart(root, standings, all, ControlFindings.worstFirst(findings));
  }

  private EvidenceSnapshot snapshot(UUID runId, String root) {
    String json = runs.find(runId).orElseThrow().snapshot().evidenceJson();
    if (json == null || !EvidenceSnapshot.root(json).equals(root)) {
      throw new ReportException(
          RunFailure.EVIDENCE_TAMPERED.of(
              "the evidence snapshot of run "
                  + runId
                  + " is not the one that was pinned: it was tampered with"));
    }
    return EvidenceSnapshot.read(json);
  }

  private List<EvidenceItem> items(EvidenceSnapshot snapshot, PinnedControl control) {
    ControlDefinition definition =
        ControlCatalog.read(snapshot.framework(), control.definition().toString());
    return snapshot.records().stream()
        .filter(record -> record.controlId().equals(control.id()))
        .map(record -> item(control, definition, record))
        .toList();
  }

  private EvidenceItem item(
      PinnedControl control, ControlDefinition definition, PinnedRecord record) {
    if (!record.isCollected()) {
      return new EvidenceItem(record, control.controlId(), control.name(), null, List.of());
    }
    JsonNode payload = payload(control, record);
    return new EvidenceItem(
        record,
        control.controlId(),
        control.name(),
        ControlTransformer.transform(definition, payload),
        SourceLines.of(payload));
  }

  private JsonNode payload(PinnedControl control, PinnedRecord record) {
    String stored = records.find(record.id()).map(EvidenceRecord::rawPayload).orElse(null);
    if (stored == null) {
      throw tampered(control, record, "is gone");
    }
    try {
      JsonNode payload = JSON.readTree(stored);
      if (!CanonicalJson.sha256(CanonicalJson.bytes(payload)).equals(record.contentHash())) {
        throw tampered(control, record, "is not as it was collected");
      }
      return payload;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave no JSON for evidence " + record.id(), e);
    }
  }

  private static ReportException tampered(PinnedControl control, PinnedRecord record, String what) {
    return new ReportException(
        RunFailure.EVIDENCE_TAMPERED.of(
            "evidence "
                + record.id()
                + " of control "
                + control.controlId()
                + " "
                + what
                + ": it was tampered with, and no report can be made of it; ask for a verification"
                + " to see what else is"));
  }
}
