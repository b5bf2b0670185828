package io.verity.audit.service;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP endpoint a JVM, shared by all tasks in it, closed with the last of them. */
public final class MetricsEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static HTTPServer server;
  private static int leases;

  private MetricsEndpoint() {}

  /** One task's share of the endpoint. */
  public static final class Lease implements AutoCloseable {
    private boolean closed;

    private Lease() {}

    @Override
    public void close() {
      synchronized (MetricsEndpoint.class) {
        if (!closed) {
          closed = true;
          release();
        }
      }
    }
  }

  /**
   * Opens the endpoint on the first free port of the range, where it is not open yet.
   *
   * @param variable that names the range, for the error
   */
  public static synchronized Lease acquire(
      PrometheusRegistry registry, PortRange ports, String variable) throws IOException {
    if (server == null) {
      server = open(registry, ports, variable);
      LOG.info("metrics at http://localhost:{}/metrics", server.getPort());
    }
    leases++;
    return new Lease();
  }

  private static void release() {
    leases--;
    if (leases == 0) {
      server.close();
      server = null;
    }
  }

  private static HTTPServer open(PrometheusRegistry registry, PortRange ports, String variable)
      throws IOException {
    for (int port = ports.first(); ; port++) {
      try {
        return HTTPServer.builder().port(port).registry(registry).buildAndStart();
      } catch (BindException e) {
        if (port >= ports.last()) {
          throw new IOException(
              "no free port for metrics in " + variable + " " + ports.first() + "-" + ports.last(),
              e);
        }
      }
    }
  }
}
