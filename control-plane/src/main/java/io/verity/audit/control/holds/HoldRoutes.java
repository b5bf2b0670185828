package io.verity.audit.control.holds;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
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
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.Database;
import io.verity.audit.store.Hold;
import io.verity.audit.store.Holds;
import io.verity.audit.store.NewHold;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks for legal holds and for their release, and agrees to either. */
public final class HoldRoutes implements Routes {

  private static final Set<Role> OFFICERS = Set.of(Role.HOLD_OFFICER);
  private static final Set<Role> READERS = Set.of(Role.HOLD_OFFICER, Role.AUDITOR, Role.ADMIN);
  private static final List<String> STATUSES =
      List.of("requested", "active", "release_requested", "released");
  private static final int NAME = 200;
  private static final int REASON = 2_000;

  private final Holds holds;
  private final HoldScopes scopes;
  private final HoldViews views;

  public HoldRoutes(Database database) {
    this.holds = new Holds(database);
    this.scopes = new HoldScopes(database);
    this.views = new HoldViews(database);
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.POST, "/v1/holds", "requestHold", OFFICERS, this::request)
        .add(HandlerType.GET, "/v1/holds", "listHolds", READERS, this::list)
        .add(HandlerType.GET, "/v1/holds/{id}", "getHold", READERS, this::get)
        .add(HandlerType.POST, "/v1/holds/{id}/approvals", "approveHold", OFFICERS, this::approve)
        .add(HandlerType.POST, "/v1/holds/{id}/release", "releaseHold", OFFICERS, this::release);
  }

  private void request(Context ctx) {
    Query.of(ctx, Set.of());
    JsonBody body = JsonBody.read(ctx, Set.of("name", "reason", "scope"));
    String name = body.text("name", NAME);
    String reason = body.text("reason", REASON);
    String scope = scopes.read(body);
    Hold hold = holds.request(new NewHold(name, reason, scope, Caller.of(ctx).subject()));
    Call.of(ctx).about(hold.id());
    ctx.header("Location", "/v1/holds/" + hold.id());
    Json.answer(ctx, 201, HoldViews.of(hold));
  }

  private void list(Context ctx) {
    Query query = Query.of(ctx, Set.of("status", "limit", "cursor"));
    String status = query.text("status");
    if (status != null && !STATUSES.contains(status)) {
      throw Problem.badRequest("\"status\" is not one of " + String.join(", ", STATUSES));
    }
    Json.answer(
        ctx,
        200,
        Paged.of(query, (limit, cursor) -> holds.page(status, limit, cursor), HoldViews::of));
  }

  private void get(Context ctx) {
    Query.of(ctx, Set.of());
    Json.answer(ctx, 200, views.detail(known(ctx)));
  }

  private void approve(Context ctx) {
    Query.of(ctx, Set.of());
    UUID id = known(ctx).id();
    Hold hold = inWords(() -> holds.approve(id, Caller.of(ctx).subject()));
    Json.answer(ctx, 200, views.detail(hold));
  }

  private void release(Context ctx) {
    Query.of(ctx, Set.of());
    UUID id = known(ctx).id();
    String reason = JsonBody.read(ctx, Set.of("reason")).text("reason", REASON);
    Hold hold = inWords(() -> holds.requestRelease(id, Caller.of(ctx).subject(), reason));
    Json.answer(ctx, 202, views.detail(hold));
  }

  private Hold known(Context ctx) {
    UUID id = PathId.of(ctx, "id", "hold");
    return holds.find(id).orElseThrow(() -> PathId.missing("hold"));
  }

  /** What the store says is for officers, who see every hold. */
  private static Hold inWords(Supplier<Hold> change) {
    try {
      return change.get();
    } catch (ConflictException e) {
      throw Problem.conflict(e.getMessage());
    }
  }
}
