package io.verity.audit.control.evidence;

import io.verity.audit.collect.engine.CollectorEngine;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.catalog.ControlDefinition.Expectation;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A control as the API shows it. */
final class ControlView {

  private final CollectorEngine engine;

  ControlView(CollectorEngine engine) {
    this.engine = engine;
  }

  Map<String, Object> summary(Control control) {
    ControlDefinition definition = definition(control);
    Optional<String> problem = engine.collectable(control);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", control.id());
    view.put("framework", control.framework());
    view.put("control_id", control.controlId());
    view.put("name", control.name());
    view.put("description", control.description());
    view.put("collection_fn", control.collectionFn());
    view.put("schedule", control.schedule());
    view.put("sources", definition.sources().stream().map(s -> s.source()).toList());
    view.put("retired_at", control.retiredAt());
    view.put("collectable", problem.isEmpty());
    view.put("collectable_reason", problem.orElse(null));
    view.put("last_collection", collection(control.lastCollection()));
    return view;
  }

  Map<String, Object> full(Control control) {
    Map<String, Object> view = summary(control);
    view.put("definition_sha256", control.definitionSha256());
    view.put("requests", definition(control).sources());
    view.put("expectations", definition(control).expectations().stream().map(this::of).toList());
    return view;
  }

  private Map<String, Object> of(Expectation expectation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", expectation.name());
    view.put("title", expectation.title());
    view.put("source", expectation.source());
    view.put("pointer", expectation.pointer());
    view.put("schema", expectation.schema());
    view.put("severity", expectation.severity().name().toLowerCase(Locale.ROOT));
    view.put("remediation", expectation.remediation());
    return view;
  }

  private static Map<String, Object> collection(EvidenceRecord record) {
    if (record == null) {
      return null;
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("evidence_id", record.id());
    view.put("status", record.status());
    view.put("collected_at", record.collectedAt());
    view.put("period_start", record.periodStart());
    view.put("period_end", record.periodEnd());
    view.put("error", record.error());
    return view;
  }

  private static ControlDefinition definition(Control control) {
    return ControlCatalog.read(control.framework(), control.definitionJson());
  }
}
