package io.verity.audit.control.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.json.JavalinJackson;
import io.verity.audit.control.access.AccessRecorder;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.control.tls.PemIdentity;
import io.verity.audit.service.ConfigException;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of the API: the routes of the table behind the gate, and problems for the rest.
 */
public final class ApiServer implements AutoCloseable {

  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_THREADS = 250;
  private static final int MIN_THREADS = 16;
  private static final int IDLE_MILLIS = 60_000;
  private static final int ANONYMOUS_FLOOR = 50;

  private final Javalin javalin;

  /**
   * Where it listens.
   *
   * @param port 0: any free one
   * @param identity that it shows; null: it speaks plain http
   */
  public record Listen(String host, int port, PemIdentity identity) {}

  /** Who and what the server asks. */
  public record Parts(
      TokenCheck tokens, LinkCheck links, AccessRecorder recorder, HttpMetrics metrics) {}

  private ApiServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * @param perSecond calls a second and token; 0: any number
   */
  public static ApiServer start(
      Listen listen, int maxBodyBytes, int perSecond, RouteTable table, Parts parts) {
    int anonymous = perSecond == 0 ? 0 : Math.max(perSecond, ANONYMOUS_FLOOR);
    Limits limits = new Limits(maxBodyBytes, perSecond, anonymous);
    Gate gate = new Gate(parts.tokens(), parts.links(), parts.recorder(), parts.metrics(), limits);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS);
    threads.setName("api");
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.threadPool = threads;
              config.jetty.modifyHttpConfiguration(ApiServer::harden);
              JettyProblems problems = new JettyProblems(parts.recorder());
              config.jetty.modifyServletContextHandler(
                  context -> context.setErrorHandler(problems));
              config.jetty.modifyServer(server -> server.setErrorHandler(problems));
              if (listen.identity() != null) {
                config.jetty.addConnector(
                    (server, http) ->
                        TlsConnector.of(
                            server, http, listen.host(), listen.port(), listen.identity()));
              }
              config.http.maxRequestSize = maxBodyBytes;
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.router.ignoreTrailingSlashes = false;
              config.jsonMapper(new JavalinJackson(Json.MAPPER, false));
              register(config, table, gate);
            });
    try {
      javalin.start(listen.host(), listen.port());
    } catch (RuntimeException e) {
      javalin.stop();
      throw new ConfigException(
          "the API can't listen on " + listen.host() + ":" + listen.port() + ": " + cause(e), e);
    }
    return new ApiServer(javalin);
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }

  private static void harden(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
  }

  private static void register(JavalinConfig config, RouteTable table, Gate gate) {
    RouteMatch match = new RouteMatch(table.routes());
    config.routes.before(
        ctx -> {
          Set<HandlerType> methods = match.methods(ctx.path());
          if (methods.stream().noneMatch(m -> m.name().equals(ctx.req().getMethod()))) {
            gate.refuse(ctx, methods);
            ctx.skipRemainingHandlers();
          }
        });
    for (Route route : table.routes()) {
      Handler guarded = gate.guard(route);
      config.routes.addHttpHandler(route.method(), route.path(), guarded);
      if (route.method().equals(HandlerType.GET)) {
        config.routes.addHttpHandler(HandlerType.HEAD, route.path(), guarded);
      }
    }
    config.routes.exception(Exception.class, ApiServer::unforeseen);
  }

  /** The gate lets nothing through; should it all the same, the answer is still a problem. */
  private static void unforeseen(Exception e, Context ctx) {
    Call call = Call.of(ctx);
    String id = call == null ? Call.requestId(null) : call.requestId();
    Problems.answer(ctx, Problems.of(e, id), id);
  }

  /** The port that is bound. */
  public int port() {
    return javalin.port();
  }

  /** Takes no more calls, and lets those that are under way come to their end. */
  @Override
  public void close() {
    javalin.stop();
  }
}
