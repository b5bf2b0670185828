package io.verity.audit.report.aggregate;

import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.MetricValue.Counts;
import io.verity.audit.report.content.MetricValue.Scalar;
import io.verity.audit.report.content.MetricValue.Texts;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers of metric queries, as metrics by name. */
final class MetricRows {

  private MetricRows() {}

  static Map<String, MetricValue> read(Pack pack, QueryPlan plan, Spool spool) throws IOException {
    Map<String, MetricValue> metrics = new LinkedHashMap<>();
    for (MetricQuery query : pack.metrics()) {
      List<List<Object>> rows =
          SpooledContent.readAll(spool.read(plan.byName(query.query()).index()));
      switch (query.shape()) {
        case COLUMNS -> columns(query, rows, metrics);
        case MAP -> metrics.put(query.metrics().get(0).name(), map(query, rows));
        case LIST -> metrics.put(query.metrics().get(0).name(), list(rows));
      }
    }
    return metrics;
  }

  private static void columns(
      MetricQuery query, List<List<Object>> rows, Map<String, MetricValue> metrics)
      throws IOException {
    if (rows.size() != 1 || rows.get(0).size() != query.metrics().size()) {
      throw new IOException(
          query.query()
              + " must answer with one row of "
              + query.metrics().size()
              + " columns, and gave "
              + rows.size()
              + " rows");
    }
    for (int i = 0; i < query.metrics().size(); i++) {
      Metric metric = query.metrics().get(i);
      metrics.put(metric.name(), new Scalar((BigDecimal) rows.get(0).get(i)));
    }
  }

  private static Counts map(MetricQuery query, List<List<Object>> rows) throws IOException {
    TreeMap<String, BigDecimal> values = new TreeMap<>();
    for (List<Object> row : rows) {
      if (values.put((String) row.get(0), (BigDecimal) row.get(1)) != null) {
        throw new IOException(query.query() + " names the key " + row.get(0) + " twice");
      }
    }
    return new Counts(values);
  }

  /** The plan has sorted them already. */
  private static Texts list(List<List<Object>> rows) {
    return new Texts(rows.stream().map(row -> (String) row.get(0)).toList());
  }
}
