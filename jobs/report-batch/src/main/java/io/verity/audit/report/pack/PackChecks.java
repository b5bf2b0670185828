package io.verity.audit.report.pack;

import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.Column;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.Shape;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.sql.SqlTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a schema cannot say of a pack: that its parts fit each other. */
final class PackChecks {

  /** What every statement of a pack may ask for, besides the pack's own parameters. */
  static final Set<String> DRIVER_PARAMETERS = Set.of("start", "end", "subject", "pseudonym_salt");

  private final Pack pack;
  private final PackFile own;
  private final String path;
  private final Set<String> controls;

  PackChecks(Pack pack, PackFile own, String path) {
    this.pack = pack;
    this.own = own;
    this.path = path;
    this.controls = pack.controls().stream().map(Control::id).collect(Collectors.toSet());
  }

  void check() {
    List<Metric> metrics = metrics().toList();
    unique("control", pack.controls().stream().map(Control::id));
    unique("metric", metrics.stream().map(Metric::name));
    unique("table", pack.tables().stream().map(TableSpec::name));
    unique("chart", pack.charts().stream().map(ChartSpec::name));
    unique("finding", pack.findings().stream().map(FindingSpec::type));
    known(
        "finding_controls",
        own.findingControls().keySet(),
        pack.findings().stream().map(FindingSpec::type));
    known("metric_controls", own.metricControls().keySet(), metrics.stream().map(Metric::name));
    known("key_metrics", new HashSet<>(pack.keyMetrics()), metrics.stream().map(Metric::name));
    metrics.forEach(m -> control("metric " + m.name(), m.control()));
    pack.tables().forEach(this::table);
    pack.charts().forEach(this::chart);
    pack.findings().forEach(this::finding);
    pack.metrics().forEach(this::metricQuery);
    for (Section section : Section.values()) {
      require(pack.text().containsKey(section), "there is no text for " + section.key());
    }
  }

  private Stream<Metric> metrics() {
    return pack.metrics().stream().flatMap(query -> query.metrics().stream());
  }

  private void metricQuery(MetricQuery query) {
    require(
        query.shape() == Shape.COLUMNS || query.metrics().size() == 1,
        query.query()
            + " gives one metric, a "
            + query.shape()
            + ", but "
            + query.metrics().size()
            + " are named");
    placeholders(query.query(), query.sql());
  }

  private void table(TableSpec table) {
    Set<String> columns = table.columns().stream().map(Column::name).collect(Collectors.toSet());
    unique("column of table " + table.name(), table.columns().stream().map(Column::name));
    known("order_by of table " + table.name(), new HashSet<>(table.orderBy()), columns.stream());
    control("table " + table.name(), table.control());
    placeholders(table.query(), table.sql());
  }

  private void chart(ChartSpec chart) {
    String what = "chart " + chart.name();
    if (chart.metric() != null) {
      Stream<String> maps =
          pack.metrics().stream()
              .filter(query -> query.shape() == Shape.MAP)
              .map(query -> query.metrics().get(0).name());
      known("metric of " + what, Set.of(chart.metric()), maps);
      return;
    }
    TableSpec table =
        pack.tables().stream()
            .filter(t -> t.name().equals(chart.table()))
            .findFirst()
            .orElseThrow(
                () -> wrong(what + " draws table " + chart.table() + ", which does not exist"));
    known(
        "columns of " + what,
        Set.of(chart.labelColumn(), chart.valueColumn()),
        table.columns().stream().map(Column::name));
  }

  private void finding(FindingSpec finding) {
    require(
        finding.control() != null,
        "finding " + finding.type() + " belongs to no control: name one in finding_controls");
    control("finding " + finding.type(), finding.control());
    placeholders(finding.query(), finding.sql());
  }

  private void control(String what, String control) {
    require(
        control == null || controls.contains(control),
        what + " belongs to control " + control + ", which is not listed");
  }

  private void placeholders(String query, String sql) {
    Set<String> unknown = new TreeSet<>(new SqlTemplate(sql).names());
    unknown.removeAll(DRIVER_PARAMETERS);
    unknown.removeAll(pack.parameters().keySet());
    require(unknown.isEmpty(), query + " asks for " + unknown + ", which nothing gives a value");
  }

  private void unique(String kind, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names.forEach(name -> require(seen.add(name), "there are two of " + kind + " " + name));
  }

  private void known(String what, Set<String> names, Stream<String> known) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(known.collect(Collectors.toSet()));
    require(unknown.isEmpty(), what + " names " + unknown + ", which does not exist");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw wrong(otherwise);
    }
  }

  private PackException wrong(String what) {
    return new PackException(path + ": " + what + ".");
  }
}
