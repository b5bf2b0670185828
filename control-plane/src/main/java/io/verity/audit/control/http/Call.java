package io.verity.audit.control.http;

import io.javalin.http.Context;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.store.AccessEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** One call on its way through: what its answer and the access log say of it. */
public final class Call {

  public static final String REQUEST_ID = "X-Request-Id";

  private static final String ATTRIBUTE = Call.class.getName();
  private static final Pattern WELL_FORMED_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern PLAIN_METHOD = Pattern.compile("[A-Z]{1,16}");
  private static final int MAX_PATH = 512;

  private final Context ctx;
  private final String operation;
  private final String requestId;
  private final long startedNanos = System.nanoTime();
  private String object;

  private Call(Context ctx, String operation) {
    this.ctx = ctx;
    this.operation = operation;
    this.requestId = requestId(ctx.header(REQUEST_ID));
  }

  static Call begin(Context ctx, String operation) {
    Call call = new Call(ctx, operation);
    ctx.attribute(ATTRIBUTE, call);
    ctx.header(REQUEST_ID, call.requestId);
    return call;
  }

  /** The call that this context belongs to. */
  public static Call of(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  /** The caller's own id where it is fit for a header and a log, or a new one. */
  static String requestId(String sent) {
    return sent != null && WELL_FORMED_ID.matcher(sent).matches()
        ? sent
        : UUID.randomUUID().toString();
  }

  String operation() {
    return operation;
  }

  public String requestId() {
    return requestId;
  }

  double seconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  /** What the call was about, where its path does not say it: a new run, for example. */
  public void about(UUID id) {
    object = id.toString();
  }

  String path() {
    return Text.printable(ctx.req().getRequestURI(), MAX_PATH);
  }

  AccessEntry entry(int status) {
    Caller caller = Caller.find(ctx);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("request_id", requestId);
    String method = ctx.req().getMethod();
    detail.put("method", PLAIN_METHOD.matcher(method).matches() ? method : "?");
    detail.put("path", path());
    detail.put("address", ctx.req().getRemoteAddr());
    if (caller != null) {
      detail.put("roles", caller.roles().stream().map(Role::claim).sorted().toList());
    }
    return new AccessEntry(
        caller == null ? TokenCheck.ANONYMOUS : caller.subject(),
        operation,
        object == null ? path() : object,
        Integer.toString(status),
        Json.text(detail));
  }
}
