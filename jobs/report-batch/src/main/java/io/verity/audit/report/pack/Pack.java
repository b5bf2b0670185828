package io.verity.audit.report.pack;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A framework as data: what a report of it holds. Already merged with the common pack, common parts
 * first.
 *
 * @param framework key, for example {@code soc2}
 * @param name for a reader, for example {@code SOC 2}
 * @param parameters numbers that the SQL names as {@code :name}, thresholds among them
 * @param keyMetrics the numbers that the summary shows, by name
 * @param text the narrative of each section, paragraphs split by blank lines
 * @param sha256 over every file of the pack and of the common one
 */
public record Pack(
    String framework,
    String name,
    String title,
    String subtitle,
    boolean perSubject,
    Map<String, BigDecimal> parameters,
    List<Control> controls,
    List<MetricQuery> metrics,
    List<String> keyMetrics,
    List<TableSpec> tables,
    List<ChartSpec> charts,
    List<FindingSpec> findings,
    Map<Section, String> text,
    String sha256)
    implements Serializable {

  /** A control of the framework; the description is in our words or quoted where that is free. */
  public record Control(String id, String title, String description) implements Serializable {}

  /** What a metric's number means, and so how it is written. */
  public enum Unit {
    COUNT,
    /** 0 to 1, four decimals. */
    RATE,
    /** Hours, two decimals. */
    HOURS
  }

  /** How the answer of a metric query is read. */
  public enum Shape {
    /** One row; each column is the metric of that name. */
    COLUMNS,
    /** Two columns, key and number: one metric. */
    MAP,
    /** One column: one metric, a list of texts. */
    LIST
  }

  /** A metric: its name as in docs/reports.md, and how to show it. */
  public record Metric(String name, String label, Unit unit, Section section, String control)
      implements Serializable {
    public Optional<String> controlId() {
      return Optional.ofNullable(control);
    }
  }

  /** One statement that gives one or more metrics. {@code query} is the file's name. */
  public record MetricQuery(String query, String sql, Shape shape, List<Metric> metrics)
      implements Serializable {}

  /** What a column of a table holds. */
  public enum ColumnType {
    TEXT,
    COUNT,
    HOURS,
    RATE,
    TIMESTAMP,
    /** A UUID, shown in a narrow face. */
    ID,
    YES_NO
  }

  /**
   * @param width share of the page's width, relative to the other columns
   */
  public record Column(String name, String title, ColumnType type, int width)
      implements Serializable {}

  /**
   * A table of a section. {@code sql} selects the columns in their order; rows come in the order of
   * {@code orderBy} and then of all columns, so that the order is total.
   */
  public record TableSpec(
      String name,
      Section section,
      String title,
      String note,
      String control,
      List<Column> columns,
      List<String> orderBy,
      String query,
      String sql)
      implements Serializable {}

  /** Forms of a chart. */
  public enum ChartKind {
    BAR,
    /** Parts of a whole. */
    DONUT,
    /** Over time. */
    LINE
  }

  /**
   * A chart over a map metric, or over two columns of a table: label and number.
   *
   * @param metric name of a map metric, or null
   * @param table name of a table, or null
   */
  public record ChartSpec(
      String name,
      Section section,
      String title,
      ChartKind kind,
      String metric,
      String table,
      String labelColumn,
      String valueColumn)
      implements Serializable {}

  /** How bad a finding is, worst first. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
  }

  /**
   * A kind of finding. Its SQL selects {@code occurred_at TIMESTAMP(3), subject STRING, summary
   * STRING, events ARRAY<STRING>}: one row a finding, each event a JSON reference.
   */
  public record FindingSpec(
      String type,
      Severity severity,
      String control,
      String title,
      String remediation,
      String query,
      String sql)
      implements Serializable {}
}
