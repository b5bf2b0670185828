package io.verity.audit.report;

import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.NewControl;
import io.verity.audit.store.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Controls that want no orphans, and their evidence, as the control plane's account leaves it. */
final class SampleControls {

  private static final String DEFINITION =
      """
      {"control_id": "%s", "name": "Accounts of %1$s have owners", "collection_fn": "sql",
       "schedule": "0 0 * * *",
       "sources": [{"source": "trail", "request": {"query": "SELECT 1"}}],
       "expectations": [{"name": "no-orphans", "title": "No account without an owner",
         "source": "trail", "pointer": "/rows/0/orphans", "schema": {"const": 0},
         "severity": "high", "remediation": "Give each account an owner."}]}""";
  private static final String PAYLOAD =
      """
      {"schema": "verity-evidence/1", "sources": {"trail": {"status": "collected", "kind": "sql",
       "collected_at": "2026-07-05T00:00:00Z", "from": "ClickHouse at ch.example",
       "data": {"columns": ["orphans"], "rows": [{"orphans": %d}], "row_count": 1}}}}""";

  private final Controls controls;
  private final EvidenceRecords records;

  SampleControls(Database database) {
    this.controls = new Controls(database);
    this.records = new EvidenceRecords(database);
  }

  void load(String framework, String... ids) {
    List<NewControl> all =
        Arrays.stream(ids)
            .map(id -> ControlCatalog.read(framework, DEFINITION.formatted(id)))
            .map(SampleControls::row)
            .toList();
    controls.load(all);
  }

  private static NewControl row(ControlDefinition control) {
    return new NewControl(
        control.id(),
        control.framework(),
        control.controlId(),
        control.name(),
        control.description(),
        control.collectionFn(),
        control.schedule(),
        control.definition().toString(),
        control.sha256());
  }

  /** Of one day, with so many orphans found. */
  UUID collected(String framework, String control, String day, int orphans) {
    EvidenceRecord record = begun(framework, control, day);
    byte[] payload = CanonicalJson.bytes(PAYLOAD.formatted(orphans));
    records.collected(
        record.id(),
        record.attempt(),
        new String(payload, StandardCharsets.UTF_8),
        CanonicalJson.sha256(payload),
        "evidence/" + record.id() + ".json",
        "v1",
        "verity-collector",
        "{}");
    return record.id();
  }

  UUID failed(String framework, String control, String day, String error) {
    EvidenceRecord record = begun(framework, control, day);
    records.failed(record.id(), record.attempt(), error, null, null, "verity-collector");
    return record.id();
  }

  private EvidenceRecord begun(String framework, String control, String day) {
    UUID id = ControlCatalog.read(framework, DEFINITION.formatted(control)).id();
    Instant start = Instant.parse(day + "T00:00:00Z");
    EvidenceRecord record =
        records
            .request(id, start, start.plusSeconds(86_400), Trigger.SCHEDULE, "schedule")
            .record();
    return records.begin(record.id(), "verity-collector", "sql/1").orElseThrow();
  }
}
