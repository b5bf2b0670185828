package io.verity.audit.trail;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The two tables that batches go to, and their columns in each version of the row schema. */
public enum TrailTable {
  AUDIT(
      1,
      "verity_audit",
      "timestamp",
      List.of(
          new Column("event_id", "UUID"),
          new Column("event_type", "LowCardinality(String)"),
          new Column("actor_id", "UUID"),
          new Column("actor_type", "LowCardinality(String)"),
          new Column("resource_type", "LowCardinality(String)"),
          new Column("resource_id", "UUID"),
          new Column("action", "LowCardinality(String)"),
          new Column("details", "String"),
          new Column("timestamp", "DateTime64(3, 'UTC')"),
          new Column("ingested_at", "DateTime64(3, 'UTC')"),
          new Column("batch_id", "UUID"),
          new Column("kafka_topic_id", "UUID"),
          new Column("kafka_partition", "UInt32"),
          new Column("kafka_offset", "UInt64"))),
  REJECTED(
      2,
      "verity_audit_rejected",
      "ingested_at",
      List.of(
          new Column("kafka_topic_id", "UUID"),
          new Column("kafka_partition", "UInt32"),
          new Column("kafka_offset", "UInt64"),
          new Column("kafka_timestamp_ms", "Int64"),
          new Column("reason", "String"),
          new Column("key", "Nullable(String)"),
          new Column("headers", "Array(Tuple(name String, value Nullable(String)))"),
          new Column("value", "Nullable(String)"),
          new Column("ingested_at", "DateTime64(3, 'UTC')"),
          new Column("batch_id", "UUID")));

  /** The version that new batches are written with; older ones stay verifiable against theirs. */
  public static final int SCHEMA_VERSION = 1;

  public static final String DATABASE = "verity";

  /** The seven years of the DDL's TTL; a legal hold may lengthen it, nobody shortens it. */
  public static final Duration RETENTION = Duration.ofDays(2555);

  public record Column(String name, String type) {}

  private final int code;
  private final String tableName;
  private final String timeColumn;
  private final List<Column> columns;

  TrailTable(int code, String tableName, String timeColumn, List<Column> columns) {
    this.code = code;
    this.tableName = tableName;
    this.timeColumn = timeColumn;
    this.columns = columns;
  }

  /** Stable in serialised committables. */
  public int code() {
    return code;
  }

  public static TrailTable ofCode(int code) {
    return code == AUDIT.code ? AUDIT : code == REJECTED.code ? REJECTED : unknown("code " + code);
  }

  public static TrailTable ofName(String name) {
    for (TrailTable table : values()) {
      if (table.tableName.equals(name)) {
        return table;
      }
    }
    return unknown("name " + name);
  }

  public String tableName() {
    return tableName;
  }

  public String qualifiedName() {
    return DATABASE + "." + tableName;
  }

  /** The column that decides the table partition and the expiry. */
  public String timeColumn() {
    return timeColumn;
  }

  /** What kind of run a row of this table makes of its offset. */
  public OffsetRuns.Kind runKind() {
    return this == AUDIT ? OffsetRuns.Kind.ROWS : OffsetRuns.Kind.REJECTS;
  }

  /** The columns of a version of the row schema, in the order in which the leaf hashes them. */
  public List<Column> columns(int schemaVersion) {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "row schema version "
              + schemaVersion
              + " is not known here: it was written by a newer release");
    }
    return columns;
  }

  /** The SQL expression that recomputes a row's leaf hash in ClickHouse. */
  public String leafExpression(int schemaVersion) {
    return columns(schemaVersion).stream()
        .map(Column::name)
        .collect(Collectors.joining(", ", "SHA256(concat(char(0), formatRow('RowBinary', ", ")))"));
  }

  private static TrailTable unknown(String what) {
    throw new IllegalArgumentException("no table of the trail has the " + what);
  }
}
