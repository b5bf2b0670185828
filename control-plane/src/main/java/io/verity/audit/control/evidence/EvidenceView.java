package io.verity.audit.control.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.reports.DownloadLinks;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.finding.ControlTransformer;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A record of evidence as the API shows it: under the names of its columns. */
public final class EvidenceView {

  /** What a signed link to a record's artifact is signed as; no report has this format. */
  static final String ARTIFACT = "evidence";

  private final DownloadLinks links;
  private final ObjectStore store;

  /**
   * @param store null where there is none
   */
  public EvidenceView(DownloadLinks links, ObjectStore store) {
    this.links = links;
    this.store = store;
  }

  /** What a list shows: everything but the payload. */
  Map<String, Object> summary(EvidenceRecord record, Caller caller) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", record.id());
    view.put("control_id", record.controlId());
    view.put("framework", record.framework());
    view.put("control", record.controlName());
    view.put("collected_at", record.collectedAt());
    view.put("period_start", record.periodStart());
    view.put("period_end", record.periodEnd());
    view.put("collector_ver", record.collectorVer());
    view.put("artifact_s3_key", record.artifactKey());
    view.put("object_version_id", record.objectVersionId());
    view.put("status", record.status());
    view.put("content_hash", record.contentHash());
    view.put("collected_by", record.collectedBy());
    view.put("trigger", record.trigger());
    view.put("requested_by", record.requestedBy());
    view.put("requested_at", record.requestedAt());
    view.put("attempt", record.attempt());
    view.put("error", record.error());
    addLink(view, record, caller);
    return view;
  }

  Map<String, Object> full(EvidenceRecord record, Control control, Caller caller) {
    Map<String, Object> view = summary(record, caller);
    JsonNode payload = payload(record);
    view.put("raw_payload", payload);
    view.put("result", record.isCollected() ? result(control, payload) : null);
    return view;
  }

  /** The store's own link where it has one to give; else one of ours. */
  private void addLink(Map<String, Object> view, EvidenceRecord record, Caller caller) {
    String url = null;
    Instant expiresAt = null;
    if (record.isCollected() && store != null) {
      Instant end = Instant.now().plus(DownloadLinks.LIFETIME);
      Optional<URI> own =
          store.link(record.artifactKey(), record.objectVersionId(), DownloadLinks.LIFETIME);
      DownloadLinks.Link link =
          own.isPresent()
              ? new DownloadLinks.Link(own.get().toString(), end)
              : links.link(
                  "/v1/evidence/%s/artifact".formatted(record.id()),
                  record.id(),
                  ARTIFACT,
                  caller.subject(),
                  end);
      url = link.url();
      expiresAt = link.expiresAt();
    }
    view.put("artifact_url", url);
    view.put("artifact_url_expires_at", expiresAt);
  }

  private static Map<String, Object> result(Control control, JsonNode payload) {
    ControlResult result =
        ControlTransformer.transform(
            ControlCatalog.read(control.framework(), control.definitionJson()), payload);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
    view.put("met", result.met());
    view.put("expected", result.expected());
    view.put("shortfalls", result.shortfalls().stream().map(EvidenceView::of).toList());
    return view;
  }

  private static Map<String, Object> of(Shortfall shortfall) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("expectation", shortfall.expectation());
    view.put("title", shortfall.title());
    view.put("source", shortfall.source());
    view.put("severity", shortfall.severity().name().toLowerCase(Locale.ROOT));
    view.put("detail", shortfall.detail());
    view.put("remediation", shortfall.remediation());
    return view;
  }

  private static JsonNode payload(EvidenceRecord record) {
    try {
      return Json.MAPPER.readTree(record.rawPayload());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "record " + record.id() + " has a payload that is no JSON", e);
    }
  }
}
