package io.verity.audit.control;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.collect.engine.CollectorEngine;
import java.util.List;

/** What this replica has collected since its start, and how late its schedules are. */
final class EvidenceMetrics {

  private static final List<String> OUTCOMES = List.of("collected", "failed", "fenced");
  private static final double MILLIS = 1_000;

  private EvidenceMetrics() {}

  static void register(PrometheusRegistry registry, CollectorEngine engine) {
    CounterWithCallback.builder()
        .name("control_evidence_attempts_total")
        .help("Attempts to collect a record, by what came of them")
        .labelNames("outcome")
        .callback(
            callback ->
                OUTCOMES.forEach(outcome -> callback.call(engine.numbers().get(outcome), outcome)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("control_evidence_handlers_abandoned")
        .help("Handlers that did not come back in time and still hang")
        .callback(callback -> callback.call(engine.numbers().get("abandoned_handlers")))
        .register(registry);
    GaugeWithCallback.builder()
        .name("control_evidence_schedule_lag_seconds")
        .help("How late the last schedule fired")
        .callback(callback -> callback.call(engine.numbers().get("schedule_lag_millis") / MILLIS))
        .register(registry);
  }
}
