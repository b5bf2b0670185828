package io.verity.audit.report.pack;

import io.verity.audit.report.pack.Pack.ChartKind;
import io.verity.audit.report.pack.Pack.Column;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.pack.Pack.Shape;
import io.verity.audit.report.pack.Pack.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code pack.yaml} as it is written. Queries are named by their files, relative to the pack.
 *
 * @param findingControls which control here a kind of finding of the common pack belongs to
 * @param metricControls likewise for metrics
 */
record PackFile(
    String framework,
    String name,
    String title,
    String subtitle,
    boolean perSubject,
    Map<String, BigDecimal> parameters,
    List<Control> controls,
    Map<String, String> findingControls,
    Map<String, String> metricControls,
    List<Metrics> metrics,
    List<String> keyMetrics,
    List<Table> tables,
    List<Chart> charts,
    List<Finding> findings,
    Map<String, String> text) {

  record Metrics(String query, Shape shape, List<Metric> metrics) {}

  record Metric(String name, String label, Unit unit, Section section, String control) {}

  record Table(
      String name,
      Section section,
      String title,
      String note,
      String control,
      String query,
      List<String> orderBy,
      List<Column> columns) {}

  record Chart(
      String name,
      Section section,
      String title,
      ChartKind kind,
      String metric,
      String table,
      String labelColumn,
      String valueColumn) {}

  record Finding(
      String type,
      Severity severity,
      String control,
      String title,
      String remediation,
      String query) {}

  PackFile {
    parameters = orEmpty(parameters);
    controls = orEmpty(controls);
    findingControls = orEmpty(findingControls);
    metricControls = orEmpty(metricControls);
    metrics = orEmpty(metrics);
    keyMetrics = orEmpty(keyMetrics);
    tables = orEmpty(tables);
    charts = orEmpty(charts);
    findings = orEmpty(findings);
    text = orEmpty(text);
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  private static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }
}
