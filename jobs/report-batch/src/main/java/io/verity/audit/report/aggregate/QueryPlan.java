package io.verity.audit.report.aggregate;

import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Section;
import io.verity.audit.report.sql.SqlDialect;
import io.verity.audit.report.sql.SqlTemplate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every statement of a report, once each, in the order of the report: metrics, tables, findings. A
 * file that is used twice runs once.
 */
public final class QueryPlan implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final List<String> FINDING_ORDER = List.of("occurred_at", "subject", "summary");

  /** One row: events with malformed details, unknown principals, unknown assets, of the subject. */
  public static final String COMPLETENESS = "flink/completeness.sql";

  private final Map<String, PlannedQuery> byName = new LinkedHashMap<>();

  private QueryPlan() {}

  public static QueryPlan of(Pack pack, String completeness, Map<String, ?> parameters) {
    QueryPlan plan = new QueryPlan();
    plan.add(COMPLETENESS, Section.SCOPE, completeness, List.of(), parameters);
    for (MetricQuery query : pack.metrics()) {
      plan.add(query.query(), query.metrics().get(0).section(), query.sql(), List.of(), parameters);
    }
    for (TableSpec table : pack.tables()) {
      plan.add(table.query(), table.section(), table.sql(), table.orderBy(), parameters);
    }
    for (FindingSpec finding : pack.findings()) {
      plan.add(
          finding.query(),
          Section.EXCEPTIONS_AND_FINDINGS,
          finding.sql(),
          FINDING_ORDER,
          parameters);
    }
    return plan;
  }

  public List<PlannedQuery> queries() {
    return new ArrayList<>(byName.values());
  }

  public Map<Section, Long> queriesBySection() {
    return byName.values().stream()
        .collect(Collectors.groupingBy(PlannedQuery::section, Collectors.counting()));
  }

  public PlannedQuery byName(String name) {
    return byName.get(name);
  }

  private void add(
      String name, Section section, String sql, List<String> orderBy, Map<String, ?> parameters) {
    PlannedQuery known = byName.get(name);
    if (known != null && !known.orderBy().equals(orderBy)) {
      throw new IllegalArgumentException(
          name + " is used twice in the pack, in two different orders: give each a file");
    }
    if (known == null) {
      byName.put(
          name,
          new PlannedQuery(
              byName.size(), name, section, bind(name, sql, parameters), List.copyOf(orderBy)));
    }
  }

  private static String bind(String name, String sql, Map<String, ?> parameters) {
    try {
      return new SqlTemplate(sql).bind(SqlDialect.FLINK, parameters);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
