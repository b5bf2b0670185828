package io.verity.audit.control;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.control.http.Json;
import io.verity.audit.service.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Health and metrics, on a port of their own that asks nobody who they are: live as long as the
 * process answers, ready while each of its parts does.
 */
final class AdminServer implements AutoCloseable {

  private final HTTPServer server;

  private AdminServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * @param parts which have to answer, by name
   */
  static AdminServer start(
      String host, int port, PrometheusRegistry registry, Map<String, BooleanSupplier> parts) {
    try {
      return new AdminServer(
          HTTPServer.builder()
              .hostname(host)
              .port(port)
              .registry(registry)
              .defaultHandler(exchange -> answer(exchange, parts))
              .buildAndStart());
    } catch (IOException e) {
      throw new ConfigException(
          "health and metrics can't listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  int port() {
    return server.getPort();
  }

  private static void answer(HttpExchange exchange, Map<String, BooleanSupplier> parts)
      throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/health/live" -> send(exchange, 200, Map.of("status", "UP"));
      case "/health/ready" -> ready(exchange, parts);
      default -> send(exchange, 404, Map.of("status", "UNKNOWN"));
    }
  }

  private static void ready(HttpExchange exchange, Map<String, BooleanSupplier> parts)
      throws IOException {
    Map<String, Object> checks = new LinkedHashMap<>();
    parts.forEach((name, part) -> checks.put(name, part.getAsBoolean() ? "UP" : "DOWN"));
    boolean ready = !checks.containsValue("DOWN");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", ready ? "UP" : "DOWN");
    body.put("parts", checks);
    send(exchange, ready ? 200 : 503, body);
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    try (exchange) {
      byte[] bytes = Json.text(body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
