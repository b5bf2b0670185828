package io.verity.audit.connector.clickhouse.type;

import org.apache.flink.table.types.logical.LogicalType;

/**
 * A declared column and the ClickHouse column behind it.
 *
 * @param kind how values compare
 * @param value the ClickHouse expression whose value, order and equality are those of the Flink
 *     column; an aggregate or a selection is made of it
 */
public record Column(String name, LogicalType type, ServerType server, Kind kind, String value) {

  /** How the values of a column compare, and so which literals may meet them. */
  public enum Kind {
    TEXT,
    /** Text in Flink, bytes in another order in ClickHouse. */
    UUID,
    /** Text in Flink, anything else in ClickHouse: compared as text there, too. */
    AS_TEXT,
    INTEGER,
    DECIMAL,
    /** Never compared nor summed there: NaN, -0.0 and the order of additions differ. */
    FLOAT,
    BOOLEAN,
    TIMESTAMP,
    DATE,
    ARRAY
  }

  /** The column itself, whatever its value is made of. */
  public String raw() {
    return SqlText.name(name);
  }

  /** The expression that is selected. */
  public String selected() {
    return Transport.of(type, value);
  }
}
