package io.verity.audit.report.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The job's four metrics, by the names that its users know; kept by JVM and not by Flink. */
public final class ReporterMetrics {

  private static final ReporterMetrics SHARED =
      new ReporterMetrics(PrometheusRegistry.defaultRegistry);

  private final PrometheusRegistry registry;
  private final Counter reportsGenerated;
  private final Histogram generationDuration;
  private final Histogram queryDuration;
  private final Counter errors;

  ReporterMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    reportsGenerated =
        Counter.builder()
            .name("reporter_reports_generated_total")
            .help("Reports generated, by framework and format")
            .labelNames("framework", "format")
            .withoutExemplars()
            .register(registry);
    generationDuration =
        Histogram.builder()
            .name("reporter_generation_duration_seconds")
            .help("Report generation time in seconds, from the claim of the run to its publication")
            .classicOnly()
            .classicUpperBounds(.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600)
            .withoutExemplars()
            .register(registry);
    queryDuration =
        Histogram.builder()
            .name("reporter_query_duration_seconds")
            .help("ClickHouse query time in seconds, from the question to the last row")
            .classicOnly()
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120)
            .withoutExemplars()
            .register(registry);
    errors =
        Counter.builder()
            .name("reporter_errors_total")
            .help("Failed report generation attempts")
            .withoutExemplars()
            .register(registry);
  }

  /** The metrics of this JVM. */
  public static ReporterMetrics shared() {
    return SHARED;
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  public void generated(String framework, String format) {
    reportsGenerated.labelValues(framework, format).inc();
  }

  public void took(long nanos) {
    generationDuration.observe(nanos / 1e9);
  }

  public void queried(long nanos) {
    queryDuration.observe(nanos / 1e9);
  }

  public void failed() {
    errors.inc();
  }
}
