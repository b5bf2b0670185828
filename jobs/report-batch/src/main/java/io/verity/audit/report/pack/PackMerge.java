package io.verity.audit.report.pack;

import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.TableSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one pack of the common one and a framework's: the common parts first, except for the
 * narrative, where the framework speaks first. A parameter of the framework replaces the common one
 * of its name.
 */
final class PackMerge {

  private final PackFile common;
  private final PackFile own;
  private final UnaryOperator<String> sql;
  private final String sha256;

  /**
   * @param sql the text of a query by the name of its file, {@code soc2/tables/x.sql}
   */
  PackMerge(PackFile common, PackFile own, UnaryOperator<String> sql, String sha256) {
    this.common = common;
    this.own = own;
    this.sql = sql;
    this.sha256 = sha256;
  }

  Pack merge() {
    Map<String, BigDecimal> parameters = new TreeMap<>(common.parameters());
    parameters.putAll(own.parameters());
    return new Pack(
        own.framework(),
        own.name(),
        own.title(),
        own.subtitle(),
        own.perSubject(),
        Collections.unmodifiableMap(parameters),
        joined(common.controls(), own.controls()),
        joined(metrics(common), metrics(own)),
        List.copyOf(own.keyMetrics()),
        joined(tables(common), tables(own)),
        joined(charts(common), charts(own)),
        joined(findings(common), findings(own)),
        text(),
        sha256);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String file(PackFile pack, String query) {
    return pack.framework() + "/" + query;
  }

  private List<MetricQuery> metrics(PackFile pack) {
    List<MetricQuery> queries = new ArrayList<>();
    for (PackFile.Metrics query : pack.metrics()) {
      List<Metric> metrics =
          query.metrics().stream()
              .map(
                  m ->
                      new Metric(
                          m.name(),
                          m.label(),
                          m.unit(),
                          m.section(),
                          own.metricControls().getOrDefault(m.name(), m.control())))
              .toList();
      String file = file(pack, query.query());
      queries.add(new MetricQuery(file, sql.apply(file), query.shape(), metrics));
    }
    return queries;
  }

  private List<TableSpec> tables(PackFile pack) {
    List<TableSpec> tables = new ArrayList<>();
    for (PackFile.Table t : pack.tables()) {
      String file = file(pack, t.query());
      tables.add(
          new TableSpec(
              t.name(),
              t.section(),
              t.title(),
              t.note(),
              t.control(),
              List.copyOf(t.columns()),
              List.copyOf(t.orderBy()),
              file,
              sql.apply(file)));
    }
    return tables;
  }

  private static List<ChartSpec> charts(PackFile pack) {
    return pack.charts().stream()
        .map(
            c ->
                new ChartSpec(
                    c.name(),
                    c.section(),
                    c.title(),
                    c.kind(),
                    c.metric(),
                    c.table(),
                    c.labelColumn(),
                    c.valueColumn()))
        .toList();
  }

  private List<FindingSpec> findings(PackFile pack) {
    List<FindingSpec> findings = new ArrayList<>();
    for (PackFile.Finding f : pack.findings()) {
      String file = file(pack, f.query());
      findings.add(
          new FindingSpec(
              f.type(),
              f.severity(),
              own.findingControls().getOrDefault(f.type(), f.control()),
              f.title(),
              f.remediation(),
              file,
              sql.apply(file)));
    }
    return findings;
  }

  private Map<Section, String> text() {
    Map<Section, String> text = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      String both =
          Stream.of(own, common)
              .flatMap(pack -> Optional.ofNullable(pack.text().get(section.key())).stream())
              .map(String::strip)
              .collect(Collectors.joining("\n\n"));
      if (!both.isEmpty()) {
        text.put(section, both);
      }
    }
    return Collections.unmodifiableMap(text);
  }
}
