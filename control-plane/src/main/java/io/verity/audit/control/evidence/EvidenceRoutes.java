package io.verity.audit.control.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Call;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.Paged;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.record.Attachment;
import io.verity.audit.evidence.record.CheckedLink;
import io.verity.audit.evidence.record.RecordCheck;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Custody;
import io.verity.audit.store.CustodyEntry;
import io.verity.audit.store.EvidenceFilter;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Shows evidence, gives out what was stored, and verifies it. Nothing here changes a record. */
public final class EvidenceRoutes implements Routes {

  private static final Set<Role> READERS =
      Set.of(Role.AUDITOR, Role.COLLECTOR, Role.HOLD_OFFICER, Role.ADMIN);
  private static final Set<Role> VERIFIERS = Set.of(Role.AUDITOR, Role.ADMIN);
  private static final Set<String> FILTERS =
      Set.of("control_id", "framework", "status", "from", "to", "limit", "cursor");
  private static final List<String> STATUSES = List.of("pending", "collected", "failed");
  private static final String EVIDENCE = "evidence";

  private final EvidenceRecords records;
  private final Controls controls;
  private final Custody custody;
  private final EvidenceView views;
  private final ObjectStore store;

  /**
   * @param store null where there is none
   */
  public EvidenceRoutes(
      EvidenceRecords records,
      Controls controls,
      Custody custody,
      EvidenceView views,
      ObjectStore store) {
    this.records = records;
    this.controls = controls;
    this.custody = custody;
    this.views = views;
    this.store = store;
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.GET, "/v1/evidence", "listEvidence", READERS, this::list)
        .add(HandlerType.GET, "/v1/evidence/{id}", "getEvidence", READERS, this::get)
        .addLinked("/v1/evidence/{id}/artifact", "downloadEvidence", READERS, this::artifact)
        .addFile("/v1/evidence/{id}/attachment", "downloadAttachment", READERS, this::attachment)
        .add(HandlerType.GET, "/v1/evidence/{id}/custody", "getCustody", READERS, this::custody)
        .add(
            HandlerType.POST,
            "/v1/evidence/{id}/verify",
            "verifyEvidence",
            VERIFIERS,
            this::verify);
  }

  private void list(Context ctx) {
    Query query = Query.of(ctx, FILTERS);
    String status = query.text("status");
    if (status != null && !STATUSES.contains(status)) {
      throw Problem.badRequest("\"status\" is not one of " + String.join(", ", STATUSES));
    }
    EvidenceFilter filter;
    try {
      filter =
          new EvidenceFilter(
              query.uuid("control_id"),
              query.text("framework"),
              status,
              query.time("from"),
              query.time("to"));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the period's start is not before its end");
    }
    Caller caller = Caller.of(ctx);
    Json.answer(
        ctx,
        200,
        Paged.of(
            query,
            (limit, cursor) -> records.page(filter, limit, cursor),
            record -> views.summary(record, caller)));
  }

  private void get(Context ctx) {
    Query.of(ctx, Set.of());
    EvidenceRecord record = record(ctx);
    Control control = controls.find(record.controlId()).orElseThrow();
    Json.answer(ctx, 200, views.full(record, control, Caller.of(ctx)));
  }

  /**
   * The bytes that were hashed, as the store gives them now: whether they are right, their hash
   * says.
   */
  private void artifact(Context ctx) throws IOException {
    Query query = Query.of(ctx, Set.of("format", "expires", "subject", "signature"));
    String format = query.text("format");
    if (format != null && !format.equals(EvidenceView.ARTIFACT)) {
      throw Problem.badRequest("\"format\" is not " + EvidenceView.ARTIFACT);
    }
    EvidenceRecord record = collected(ctx);
    ctx.header("ETag", '"' + record.contentHash() + '"')
        .header("Cache-Control", "private, no-cache")
        .contentType("application/json");
    send(ctx, record.artifactKey(), record.objectVersionId());
  }

  /** As nothing that a browser would show: what a person handed in may be a page with scripts. */
  private void attachment(Context ctx) throws IOException {
    Query.of(ctx, Set.of());
    EvidenceRecord record = collected(ctx);
    Attachment file =
        Attachment.of(record.rawPayload())
            .orElseThrow(() -> Problem.notFound("there is no file with this evidence"));
    send(ctx, file.objectKey(), file.versionId());
    ctx.header("ETag", '"' + file.sha256() + '"')
        .header("Cache-Control", "private, no-cache")
        .header("Content-Disposition", "attachment; filename*=UTF-8''" + FileName.of(file.name()))
        .contentType("application/octet-stream");
  }

  private void send(Context ctx, String key, String versionId) throws IOException {
    try (var in = store.open(key, versionId)) {
      ctx.status(200).result(in.readAllBytes());
    } catch (ObjectStoreException e) {
      throw e.mayPass()
          ? Problem.unavailable(e.getMessage())
          : new Problem(410, "file-missing", "File missing", e.getMessage());
    }
  }

  private EvidenceRecord collected(Context ctx) {
    EvidenceRecord record = record(ctx);
    if (!record.isCollected()) {
      throw Problem.conflict("the evidence is " + record.status() + ": nothing is stored of it");
    }
    if (store == null) {
      throw Problem.conflict("no object store is configured here, from which it could be read");
    }
    return record;
  }

  private void custody(Context ctx) {
    Query.of(ctx, Set.of());
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("items", custody.of(record(ctx).id()).stream().map(EvidenceRoutes::line).toList());
    list.put("next_cursor", null);
    Json.answer(ctx, 200, list);
  }

  private static Map<String, Object> line(CustodyEntry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", entry.id());
    line.put("at", entry.at());
    line.put("actor", entry.actor());
    line.put("action", entry.action());
    try {
      line.put("detail", Json.MAPPER.readTree(entry.detailJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("custody " + entry.id() + " has a detail that is no JSON", e);
    }
    return line;
  }

  private void verify(Context ctx) {
    Query.of(ctx, Set.of());
    EvidenceRecord record = record(ctx);
    List<CheckedLink> links =
        RecordCheck.check(
            record.rawPayload(),
            record.contentHash(),
            record.artifactKey(),
            record.objectVersionId(),
            store);
    boolean verified = links.stream().allMatch(CheckedLink::ok);
    custody.add(
        record.id(), Caller.of(ctx).subject(), "verified", Json.text(Map.of("verified", verified)));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("evidence_id", record.id());
    view.put("status", record.status());
    view.put("verified", verified);
    view.put("links", links);
    Json.answer(ctx, 200, view);
  }

  private EvidenceRecord record(Context ctx) {
    UUID id = PathId.of(ctx, "id", EVIDENCE);
    Call.of(ctx).about(id);
    return records.find(id).orElseThrow(() -> PathId.missing(EVIDENCE));
  }
}
