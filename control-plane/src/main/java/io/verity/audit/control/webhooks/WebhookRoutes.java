package io.verity.audit.control.webhooks;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.Webhook;
import io.verity.audit.store.Webhooks;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/** Asks for calls, lists them, and calls them off. Each is about the owner's own runs. */
public final class WebhookRoutes implements Routes {

  private static final Set<Role> READERS = Set.of(Role.REQUESTER, Role.AUDITOR, Role.ADMIN);
  private static final Set<Role> OWNERS = Set.of(Role.REQUESTER, Role.ADMIN);
  private static final List<String> TYPES = List.of("report.completed", "report.failed");
  private static final int MAX_URL = 2_048;
  private static final int MAX_TYPE = 64;
  private static final int MOST = 20;

  private final Webhooks webhooks;
  private final Reachable reachable;

  /**
   * @param privateHosts names that may be private and spoken to without TLS, in lower case
   */
  public WebhookRoutes(Webhooks webhooks, Set<String> privateHosts) {
    this.webhooks = webhooks;
    this.reachable = new Reachable(Dns.SYSTEM, privateHosts);
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.GET, "/v1/webhooks", "listWebhooks", READERS, this::list)
        .add(
            HandlerType.POST, "/v1/webhooks", "createWebhook", Set.of(Role.REQUESTER), this::create)
        .add(HandlerType.DELETE, "/v1/webhooks/{id}", "deleteWebhook", OWNERS, this::delete);
  }

  private void list(Context ctx) {
    Query.of(ctx, Set.of());
    Caller caller = Caller.of(ctx);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", webhooks.list(caller.seesEverything() ? null : caller.subject()));
    answer.put("next_cursor", null);
    Json.answer(ctx, 200, answer);
  }

  private void create(Context ctx) {
    Query.of(ctx, Set.of());
    JsonBody body = JsonBody.read(ctx, Set.of("url", "types"));
    String url = url(body.text("url", MAX_URL));
    List<String> types = types(body.texts("types", TYPES.size(), MAX_TYPE));
    String secret = WebhookSecret.generate();
    try {
      Webhook made = webhooks.create(Caller.of(ctx).subject(), url, types, secret, MOST);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("id", made.id());
      answer.put("owner", made.owner());
      answer.put("url", made.url());
      answer.put("types", made.types());
      answer.put("created_at", made.createdAt());
      answer.put("secret", secret);
      ctx.header("Location", "/v1/webhooks/" + made.id());
      Json.answer(ctx, 201, answer);
    } catch (ConflictException e) {
      throw Problem.conflict("you have " + MOST + " webhooks already: delete one first");
    }
  }

  private void delete(Context ctx) {
    Query.of(ctx, Set.of());
    UUID id = PathId.of(ctx, "id", "webhook");
    Caller caller = Caller.of(ctx);
    if (!webhooks.remove(id, caller.is(Role.ADMIN) ? null : caller.subject())) {
      throw PathId.missing("webhook");
    }
    ctx.status(204);
  }

  private static List<String> types(List<String> wanted) {
    if (!TYPES.containsAll(wanted)) {
      throw Problem.badRequest("\"types\" are of " + String.join(", ", TYPES));
    }
    return wanted;
  }

  /** Where a name leads is checked by each call, and not here: its name server might hang. */
  private String url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null || text.contains("#") || !url.username().isEmpty()) {
      throw Problem.badRequest("\"url\" is not an https URL without user and fragment");
    }
    if (!url.isHttps() && !reachable.isPrivate(url)) {
      throw Problem.badRequest(
          "\"url\" is not https; http is for the hosts of CONTROL_WEBHOOK_PRIVATE_HOSTS");
    }
    try {
      reachable.checkLocal(url);
    } catch (UnknownHostException e) {
      throw Problem.badRequest("\"url\": " + e.getMessage());
    }
    return url.toString();
  }
}
