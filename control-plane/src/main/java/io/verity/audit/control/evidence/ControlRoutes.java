package io.verity.audit.control.evidence;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.collect.engine.CollectorEngine;
import io.verity.audit.collect.engine.RefusedException;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Call;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.Paged;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.EvidenceRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Lists controls, and has their evidence collected or takes it from the hand of a person. */
public final class ControlRoutes implements Routes {

  private static final Set<Role> READERS =
      Set.of(Role.AUDITOR, Role.COLLECTOR, Role.HOLD_OFFICER, Role.ADMIN);
  private static final Set<Role> COLLECTORS = Set.of(Role.COLLECTOR, Role.ADMIN);
  private static final Set<String> PERIOD = Set.of("period_start", "period_end");
  private static final String CONTROL = "control";

  private final Controls controls;
  private final CollectorEngine engine;
  private final ControlView views;
  private final EvidenceView records;
  private final Uploads uploads;
  private final int maxUploadBytes;

  public ControlRoutes(
      Controls controls,
      CollectorEngine engine,
      EvidenceView records,
      Uploads uploads,
      int maxUploadBytes) {
    this.controls = controls;
    this.engine = engine;
    this.views = new ControlView(engine);
    this.records = records;
    this.uploads = uploads;
    this.maxUploadBytes = maxUploadBytes;
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.GET, "/v1/controls", "listControls", READERS, this::list)
        .add(HandlerType.GET, "/v1/controls/{id}", "getControl", READERS, this::get)
        .add(
            HandlerType.POST,
            "/v1/controls/{id}/collect",
            "collectEvidence",
            COLLECTORS,
            this::collect)
        .addLarge(
            HandlerType.POST,
            "/v1/controls/{id}/evidence",
            "uploadEvidence",
            COLLECTORS,
            maxUploadBytes,
            this::upload);
  }

  private void list(Context ctx) {
    Query query = Query.of(ctx, Set.of("framework", "collectable", "limit", "cursor"));
    String framework = query.text("framework");
    String collectable = query.text("collectable");
    if (collectable != null && !List.of("true", "false").contains(collectable)) {
      throw Problem.badRequest("\"collectable\" is not true or false");
    }
    Map<String, Object> page =
        Paged.of(query, (limit, cursor) -> controls.page(framework, limit, cursor), views::summary);
    if (collectable != null) {
      // of what the page has: a page may be short, and still have one after it
      boolean wanted = Boolean.parseBoolean(collectable);
      List<?> items = (List<?>) page.get("items");
      page.put(
          "items",
          items.stream().filter(i -> ((Map<?, ?>) i).get("collectable").equals(wanted)).toList());
    }
    Json.answer(ctx, 200, page);
  }

  private void get(Context ctx) {
    Query.of(ctx, Set.of());
    Json.answer(ctx, 200, views.full(control(ctx)));
  }

  private void collect(Context ctx) {
    Query.of(ctx, Set.of());
    Control control = control(ctx);
    Period period = Period.read(JsonBody.read(ctx, PERIOD));
    EvidenceRecord record =
        refusable(
            () ->
                engine.collectNow(
                    control.id(), period.start(), period.end(), Caller.of(ctx).subject()));
    answer(ctx, 202, record);
  }

  private void upload(Context ctx) {
    Query.of(ctx, Set.of());
    Control control = control(ctx);
    Upload upload = Upload.read(ctx);
    Uploads.Taken taken = refusable(() -> uploads.take(control, upload, Caller.of(ctx).subject()));
    answer(ctx, taken.isNew() ? 201 : 200, taken.record());
  }

  private void answer(Context ctx, int status, EvidenceRecord record) {
    Call.of(ctx).about(record.id());
    ctx.header("Location", "/v1/evidence/" + record.id());
    Json.answer(ctx, status, records.summary(record, Caller.of(ctx)));
  }

  private Control control(Context ctx) {
    UUID id = PathId.of(ctx, "id", CONTROL);
    Call.of(ctx).about(id);
    return controls.find(id).orElseThrow(() -> PathId.missing(CONTROL));
  }

  private static <T> T refusable(Supplier<T> work) {
    try {
      return work.get();
    } catch (RefusedException e) {
      throw Problem.conflict(e.getMessage());
    } catch (ObjectStoreException e) {
      throw Problem.unavailable("the evidence can't be stored: " + e.getMessage());
    }
  }
}
