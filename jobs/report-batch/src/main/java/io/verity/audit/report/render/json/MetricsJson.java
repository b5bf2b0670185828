package io.verity.audit.report.render.json;

import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The metrics, flat and by name, and beside them where each comes from. */
final class MetricsJson {

  private record Source(Metric metric, String query) {}

  private MetricsJson() {}

  static void write(CanonicalWriter json, ReportContent content) throws IOException {
    sources(json, content);
    json.key("metrics").object();
    for (Map.Entry<String, MetricValue> metric : new TreeMap<>(content.metrics()).entrySet()) {
      json.key(metric.getKey());
      value(json, metric.getValue());
    }
    json.end();
  }

  private static void sources(CanonicalWriter json, ReportContent content) throws IOException {
    Map<String, Source> sources = new TreeMap<>();
    for (MetricQuery query : content.pack().metrics()) {
      for (Metric metric : query.metrics()) {
        sources.put(metric.name(), new Source(metric, query.query()));
      }
    }
    json.key("metric_sources").object();
    for (Source source : sources.values()) {
      Metric metric = source.metric();
      json.key(metric.name()).object();
      json.key("control").text(metric.control()).key("label").text(metric.label());
      json.key("query").text(source.query()).key("section").text(metric.section().key());
      json.key("unit").text(metric.unit().name().toLowerCase(Locale.ROOT)).end();
    }
    json.end();
  }

  private static void value(CanonicalWriter json, MetricValue value) throws IOException {
    if (value instanceof MetricValue.Scalar scalar) {
      json.number(scalar.value());
    } else if (value instanceof MetricValue.Counts counts) {
      json.object();
      // the map's own order may be another than that of the keys
      for (Map.Entry<String, BigDecimal> count :
          new TreeMap<>((Map<String, BigDecimal>) counts.values()).entrySet()) {
        json.key(count.getKey()).number(count.getValue());
      }
      json.end();
    } else if (value instanceof MetricValue.Texts texts) {
      json.array();
      for (String text : texts.values()) {
        json.text(text);
      }
      json.end();
    }
  }
}
