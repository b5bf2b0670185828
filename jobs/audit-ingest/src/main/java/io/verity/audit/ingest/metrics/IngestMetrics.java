package io.verity.audit.ingest.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The job's five metrics, by the names that its users know. Kept by JVM and not by Flink: Flink's
 * own Prometheus reporter prefixes names and turns histograms into summaries.
 *
 * <p>A label value is an event type, of which there may be any number: after the first 1 000 the
 * rest counts as {@code other}.
 */
public final class IngestMetrics {

  private static final int MAX_EVENT_TYPES = 1_000;
  private static final String OTHER = "other";
  private static final IngestMetrics SHARED = new IngestMetrics(PrometheusRegistry.defaultRegistry);

  private final PrometheusRegistry registry;
  private final Set<String> eventTypes = ConcurrentHashMap.newKeySet();
  private final Map<Object, Long> lagByReader = new ConcurrentHashMap<>();
  private final Counter eventsWritten;
  private final Histogram batchSize;
  private final Histogram writeDuration;
  private final Gauge consumerLag;
  private final Counter errors;

  IngestMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    eventsWritten =
        Counter.builder()
            .name("audit_events_written_total")
            .help("Events written to ClickHouse, by event type")
            .labelNames("event_type")
            .withoutExemplars()
            .register(registry);
    batchSize =
        Histogram.builder()
            .name("audit_batch_size")
            .help("Events per batch insert")
            .classicOnly()
            .classicUpperBounds(1, 10, 50, 100, 250, 500, 1_000, 5_000, 10_000, 50_000, 100_000)
            .withoutExemplars()
            .register(registry);
    writeDuration =
        Histogram.builder()
            .name("audit_write_duration_seconds")
            .help("ClickHouse insert latency in seconds")
            .classicOnly()
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .withoutExemplars()
            .register(registry);
    consumerLag =
        Gauge.builder()
            .name("audit_consumer_lag")
            .help("Kafka consumer group lag in records, on this process's partitions")
            .withoutExemplars()
            .register(registry);
    errors =
        Counter.builder()
            .name("audit_errors_total")
            .help("Failed attempts to write to or read from ClickHouse")
            .withoutExemplars()
            .register(registry);
  }

  /** The metrics of this JVM. */
  public static IngestMetrics shared() {
    return SHARED;
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  public void written(Map<String, Long> rowsByEventType) {
    rowsByEventType.forEach(
        (eventType, rows) -> eventsWritten.labelValues(label(eventType)).inc(rows));
  }

  public void inserted(long rows, long nanos) {
    batchSize.observe(rows);
    writeDuration.observe(nanos / 1e9);
  }

  public void error() {
    errors.inc();
  }

  public void lag(Object reader, long records) {
    lagByReader.put(reader, records);
    updateLag();
  }

  public void removeLag(Object reader) {
    lagByReader.remove(reader);
    updateLag();
  }

  private void updateLag() {
    consumerLag.set(lagByReader.values().stream().mapToLong(Long::longValue).sum());
  }

  private String label(String eventType) {
    if (eventTypes.contains(eventType)) {
      return eventType;
    }
    return eventTypes.size() < MAX_EVENT_TYPES && eventTypes.add(eventType) ? eventType : OTHER;
  }
}
