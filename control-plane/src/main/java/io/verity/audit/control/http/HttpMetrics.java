package io.verity.audit.control.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Calls by operation and status, and how long they took. */
public final class HttpMetrics {

  private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120};

  private final Counter requests;
  private final Histogram duration;

  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("control_http_requests_total")
            .help("Calls of the API, by operation and status")
            .labelNames("operation", "status")
            .register(registry);
    duration =
        Histogram.builder()
            .name("control_http_request_duration_seconds")
            .help("Time from a call to its answer, by operation")
            .labelNames("operation")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
  }

  void count(String operation, int status, double seconds) {
    requests.labelValues(operation, Integer.toString(status)).inc();
    duration.labelValues(operation).observe(seconds);
  }
}
