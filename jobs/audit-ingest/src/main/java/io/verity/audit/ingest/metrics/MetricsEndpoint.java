package io.verity.audit.ingest.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.verity.audit.ingest.config.PortRange;
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

  /** Opens the endpoint on the first free port of the range, where it is not open yet. */
  public static synchronized Lease acquire(PortRange ports) throws IOException {
    if (server == null) {
      server = open(ports);
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

  private static HTTPServer open(PortRange ports) throws IOException {
    for (int port = ports.first(); ; port++) {
      try {
        return HTTPServer.builder()
            .port(port)
            .registry(IngestMetrics.shared().registry())
            .buildAndStart();
      } catch (BindException e) {
        if (port >= ports.last()) {
          throw new IOException(
              "no free port for metrics in AUDIT_METRICS_PORT "
                  + ports.first()
                  + "-"
                  + ports.last(),
              e);
        }
      }
    }
  }
}
