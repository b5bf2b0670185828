package io.verity.audit.control.events;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.store.RunEvent;
import io.verity.audit.store.RunHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What becomes of runs: as it happens, and what became of one so far. */
public final class EventRoutes implements Routes {

  private static final Set<Role> READERS = Set.of(Role.REQUESTER, Role.AUDITOR, Role.ADMIN);
  private static final int MAX_DIGITS = 18;

  private final EventHub hub;
  private final RunHistory history;

  public EventRoutes(EventHub hub, RunHistory history) {
    this.hub = hub;
    this.history = history;
  }

  @Override
  public void register(RouteTable table) {
    table
        .addStream("/v1/events", "streamEvents", READERS, this::stream)
        .add(
            HandlerType.GET,
            "/v1/reports/{id}/events",
            "listReportEvents",
            READERS,
            this::ofOneReport);
  }

  private void ofOneReport(Context ctx) {
    Query.of(ctx, Set.of());
    UUID id = PathId.of(ctx, "id", "report");
    List<RunEvent> events = history.of(id);
    if (events.isEmpty() || !Caller.of(ctx).sees(events.get(0).requestedBy())) {
      throw PathId.missing("report");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", events.stream().map(EventRoutes::item).toList());
    answer.put("next_cursor", null);
    Json.answer(ctx, 200, answer);
  }

  private static Map<String, Object> item(RunEvent event) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("seq", event.seq());
    item.put("type", event.type());
    item.putAll(EventView.of(event));
    return item;
  }

  private void stream(Context ctx) throws InterruptedException {
    Query.of(ctx, Set.of());
    Long last = lastEventId(ctx.header("Last-Event-ID"));
    if (ctx.req().getMethod().equals("HEAD")) {
      EventStream.begin(ctx);
      return;
    }
    EventClient client =
        hub.enter(Caller.of(ctx))
            .orElseThrow(
                () -> Problem.unavailable("as many listen already as may: close a stream first"));
    try {
      new EventStream(ctx, hub, client).run(last == null ? hub.position() : last);
    } finally {
      hub.leave(client);
    }
  }

  private static Long lastEventId(String header) {
    if (header == null || header.isBlank()) {
      return null;
    }
    String digits = header.strip();
    if (digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Problem.badRequest("Last-Event-ID is not the id of an event");
    }
    return Long.valueOf(digits);
  }
}
