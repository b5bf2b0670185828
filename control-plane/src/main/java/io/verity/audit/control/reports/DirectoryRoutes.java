package io.verity.audit.control.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.Paged;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.store.AccessFilter;
import io.verity.audit.store.AccessLogReader;
import io.verity.audit.store.LoggedAccess;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What there is to ask for, who asked, and who is asking. */
public final class DirectoryRoutes implements Routes {

  private static final Set<Role> ANY = EnumSet.allOf(Role.class);

  private final Frameworks frameworks;
  private final AccessLogReader accessLog;

  public DirectoryRoutes(Frameworks frameworks, AccessLogReader accessLog) {
    this.frameworks = frameworks;
    this.accessLog = accessLog;
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.GET, "/v1/frameworks", "listFrameworks", ANY, this::frameworks)
        .add(
            HandlerType.GET,
            "/v1/access",
            "listAccess",
            Set.of(Role.AUDITOR, Role.ADMIN),
            this::access)
        .add(HandlerType.GET, "/v1/whoami", "whoAmI", ANY, this::whoAmI);
  }

  private void frameworks(Context ctx) {
    Query.of(ctx, Set.of());
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("items", frameworks.all());
    list.put("next_cursor", null);
    Json.answer(ctx, 200, list);
  }

  private void access(Context ctx) {
    Query query = Query.of(ctx, Set.of("actor", "object", "from", "to", "limit", "cursor"));
    AccessFilter filter =
        new AccessFilter(
            query.text("actor"), query.text("object"), query.time("from"), query.time("to"));
    Json.answer(
        ctx,
        200,
        Paged.of(query, (limit, cursor) -> accessLog.page(filter, limit, cursor), this::view));
  }

  private Map<String, Object> view(LoggedAccess line) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", line.id());
    view.put("at", line.at());
    view.put("actor", line.actor());
    view.put("action", line.action());
    view.put("object", line.object());
    view.put("outcome", line.outcome());
    try {
      view.put(
          "detail", line.detailJson() == null ? null : Json.MAPPER.readTree(line.detailJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("line " + line.id() + " has a detail that is no JSON", e);
    }
    return view;
  }

  private void whoAmI(Context ctx) {
    Query.of(ctx, Set.of());
    Caller caller = Caller.of(ctx);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("subject", caller.subject());
    view.put("roles", caller.roles().stream().map(Role::claim).sorted().toList());
    Json.answer(ctx, 200, view);
  }
}
