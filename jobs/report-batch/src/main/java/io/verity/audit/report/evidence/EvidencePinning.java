package io.verity.audit.report.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.evidence.snapshot.EvidenceSnapshot;
import io.verity.audit.evidence.snapshot.PinnedControl;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceFilter;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.Page;
import io.verity.audit.store.ReportRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes the evidence that a report is to stand on: every active control's, of the period. */
public final class EvidencePinning {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 1_000;
  private static final int ERROR = 400;

  private final Controls controls;
  private final EvidenceRecords records;

  public EvidencePinning(Database database) {
    this.controls = new Controls(database);
    this.records = new EvidenceRecords(database);
  }

  public EvidenceSnapshot take(ReportRun run) {
    List<PinnedControl> active =
        controls.all().stream()
            .filter(control -> control.framework().equals(run.reportType()))
            .map(EvidencePinning::pinned)
            .toList();
    return new EvidenceSnapshot(
        run.reportType(), active, active.isEmpty() ? List.of() : records(run, active));
  }

  private List<PinnedRecord> records(ReportRun run, List<PinnedControl> active) {
    Set<UUID> ids = active.stream().map(PinnedControl::id).collect(Collectors.toSet());
    EvidenceFilter within =
        new EvidenceFilter(null, run.reportType(), null, run.periodStart(), run.periodEnd());
    List<PinnedRecord> pinned = new ArrayList<>();
    String cursor = null;
    do {
      Page<EvidenceRecord> page = records.page(within, PAGE, cursor);
      page.items().stream()
          .filter(record -> ids.contains(record.controlId()))
          .map(EvidencePinning::pinned)
          .forEach(pinned::add);
      cursor = page.nextCursor();
    } while (cursor != null);
    return pinned;
  }

  private static PinnedControl pinned(Control control) {
    try {
      return new PinnedControl(
          control.id(),
          control.controlId(),
          control.name(),
          control.definitionSha256(),
          JSON.readTree(control.definitionJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave no JSON for " + control.controlId(), e);
    }
  }

  private static PinnedRecord pinned(EvidenceRecord record) {
    return new PinnedRecord(
        record.id(),
        record.controlId(),
        record.periodStart(),
        record.periodEnd(),
        record.status(),
        record.contentHash(),
        record.collectedAt(),
        record.collectorVer(),
        record.collectedBy(),
        record.artifactKey(),
        record.objectVersionId(),
        shortened(record.error()));
  }

  /** A source may have said any amount; the record has all of it. */
  private static String shortened(String error) {
    return error == null || error.codePointCount(0, error.length()) <= ERROR
        ? error
        : error.substring(0, error.offsetByCodePoints(0, ERROR)) + "…";
  }
}
