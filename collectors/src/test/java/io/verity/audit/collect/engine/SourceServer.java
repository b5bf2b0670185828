package io.verity.audit.collect.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As many sources as there are paths; remembers of each when it was asked, and by how many. */
final class SourceServer implements AutoCloseable {

  private static final long TAKES_MILLIS = 15;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Arrivals> sources = new ConcurrentHashMap<>();

  SourceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  Arrivals source(String name) {
    return sources.computeIfAbsent(name, any -> new Arrivals());
  }

  private void answer(HttpExchange call) throws IOException {
    Arrivals arrivals = source(call.getRequestURI().getPath().substring(1));
    arrivals.begin(System.nanoTime());
    try (call) {
      Thread.sleep(TAKES_MILLIS);
      byte[] body =
          "{\"users\":[{\"name\":\"mei\",\"mfa\":true}]}".getBytes(StandardCharsets.UTF_8);
      arrivals.end();
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
