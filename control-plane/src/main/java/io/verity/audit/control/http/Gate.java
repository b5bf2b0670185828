package io.verity.audit.control.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.verity.audit.control.access.AccessRecorder;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.control.http.Route.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call goes through, so that no handler can leave it out:
 *
 * <pre>
 * request id -> who calls (401) -> how often (429) -> with which role (403)
 *   -> how much (413), wanting what (406) -> the handler -> access log (503) -> the answer
 * </pre>
 *
 * <p>The answer stays here until the access log has the call. Where the log can't be written, the
 * caller gets 503 and nothing of the answer.
 */
final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final TokenCheck tokens;
  private final LinkCheck links;
  private final AccessRecorder recorder;
  private final HttpMetrics metrics;
  private final Limits limits;
  private final RateLimiter perToken;
  private final RateLimiter perAddress;

  Gate(
      TokenCheck tokens,
      LinkCheck links,
      AccessRecorder recorder,
      HttpMetrics metrics,
      Limits limits) {
    this.tokens = tokens;
    this.links = links;
    this.recorder = recorder;
    this.metrics = metrics;
    this.limits = limits;
    this.perToken = new RateLimiter(limits.perSecond());
    this.perAddress = new RateLimiter(limits.perSecondAnonymous());
  }

  /** The route's handler behind all checks. */
  Handler guard(Route route) {
    return ctx -> {
      Call call = begin(ctx, route.operationId(), limits.of(route));
      boolean recorded = route.kind() == Kind.PAGE;
      try {
        admit(ctx, route);
        if (route.kind() == Kind.STREAM) {
          recorder.record(call.entry(200));
          recorded = true;
        }
        route.handler().handle(ctx);
      } catch (Exception | StackOverflowError e) {
        // of a page too: who asks for files that are not there may look for something
        recorded = false;
        Problems.answer(ctx, Problems.of(e, call.requestId()), call.requestId());
      }
      finish(ctx, call, recorded);
    };
  }

  /** A call that no route takes. */
  void refuse(Context ctx, Set<HandlerType> allowed) {
    boolean asks = ctx.req().getMethod().equals("OPTIONS") && !allowed.isEmpty();
    Call call = begin(ctx, asks ? "options" : "unknown", limits);
    try {
      perAddress.take(address(ctx));
      if (allowed.isEmpty()) {
        throw Problem.notFound("there is nothing at this path; /openapi.yaml lists what there is");
      }
      String methods = methods(allowed);
      if (!asks) {
        throw new Problem(
                405, "method-not-allowed", "Method not allowed", "this path takes " + methods)
            .header("Allow", methods);
      }
      ctx.status(204).header("Allow", methods);
    } catch (Problem problem) {
      Problems.answer(ctx, problem, call.requestId());
    }
    finish(ctx, call, false);
  }

  private static String methods(Set<HandlerType> allowed) {
    Set<String> names = new TreeSet<>();
    allowed.forEach(method -> names.add(method.name()));
    names.add("OPTIONS");
    return String.join(", ", names);
  }

  private static Call begin(Context ctx, String operation, Limits limits) {
    SecurityHeaders.set(ctx);
    limits.bindTo(ctx);
    return Call.begin(ctx, operation);
  }

  private void admit(Context ctx, Route route) {
    Caller linked = route.kind() == Kind.LINK ? linked(ctx) : null;
    if (linked != null) {
      linked.bindTo(ctx);
    } else if (route.kind() == Kind.PAGE) {
      return;
    } else if (route.kind() == Kind.OPEN) {
      perAddress.take(address(ctx));
    } else {
      Caller caller = caller(ctx);
      caller.bindTo(ctx);
      perToken.take(digest(ctx.header("Authorization")));
      if (Collections.disjoint(caller.roles(), route.roles())) {
        throw Problem.forbidden(
            "this call is for the roles "
                + String.join(
                    ", ", new TreeSet<>(route.roles().stream().map(r -> r.claim()).toList()))
                + (caller.roles().isEmpty() ? "; the token has none" : ""));
      }
    }
    Limits ofRoute = Limits.of(ctx);
    if (ctx.req().getContentLengthLong() > ofRoute.maxBodyBytes()) {
      throw ofRoute.tooLarge();
    }
    String type = route.kind() == Kind.STREAM ? "text/event-stream" : "application/json";
    boolean negotiated = route.kind() == Kind.STREAM || route.kind() == Kind.ANSWER;
    if (negotiated && !Accept.takes(ctx.header("Accept"), type)) {
      throw new Problem(406, "not-acceptable", "Not acceptable", "this call answers with " + type);
    }
  }

  private Caller linked(Context ctx) {
    try {
      Caller caller = links.caller(ctx);
      if (caller != null) {
        perAddress.take(address(ctx));
      }
      return caller;
    } catch (Problem refused) {
      perAddress.take(address(ctx));
      throw refused;
    }
  }

  /** Whose token is good is not slowed down by others who call from the same address without. */
  private Caller caller(Context ctx) {
    try {
      return tokens.caller(ctx.header("Authorization"));
    } catch (Problem refused) {
      perAddress.take(address(ctx));
      throw refused;
    }
  }

  private void finish(Context ctx, Call call, boolean recorded) {
    if (!recorded) {
      try {
        recorder.record(call.entry(ctx.statusCode()));
      } catch (RuntimeException e) {
        LOG.error("call {} is refused, as the access log can't be written", call.requestId(), e);
        Results.discard(ctx);
        Problems.answer(
            ctx,
            Problem.unavailable("the access log can't be written, and no call goes unlogged"),
            call.requestId());
      }
    }
    metrics.count(call.operation(), ctx.statusCode(), call.seconds());
  }

  private static String address(Context ctx) {
    return ctx.req().getRemoteAddr();
  }

  private static String digest(String authorization) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(authorization.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }
}
