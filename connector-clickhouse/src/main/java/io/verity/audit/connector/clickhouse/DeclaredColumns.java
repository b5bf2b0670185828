package io.verity.audit.connector.clickhouse;

import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.type.Column;
import io.verity.audit.connector.clickhouse.type.ColumnMapping;
import io.verity.audit.connector.clickhouse.type.ServerType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Compares the columns that a DDL declares with those the server has. */
final class DeclaredColumns {

  private final String table;
  private final Relation relation;

  DeclaredColumns(String table, Relation relation) {
    this.table = table;
    this.relation = relation;
  }

  Map<String, Column> check(DataType rowType, Map<String, ServerType> server) {
    if (relation.runId() != null && !relation.isQuery() && !server.containsKey("batch_id")) {
      throw wrong("has a 'snapshot.run-id', but " + relation.table() + " has no column batch_id.");
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (RowType.RowField field : ((RowType) rowType.getLogicalType()).getFields()) {
      columns.put(field.getName(), column(field.getName(), field.getType(), server));
    }
    return columns;
  }

  private Column column(String name, LogicalType type, Map<String, ServerType> server) {
    ServerType actual = server.get(name);
    if (actual == null) {
      throw wrong(
          "declares column "
              + name
              + ", which "
              + relation.label()
              + " does not have; it has "
              + String.join(", ", server.keySet())
              + ".");
    }
    if (actual.nullable() && !type.isNullable()) {
      throw wrong(
          "declares column "
              + name
              + " as "
              + type
              + ", but it is "
              + actual.text()
              + " in ClickHouse and may be NULL.");
    }
    return ColumnMapping.map(name, type, actual)
        .orElseThrow(
            () ->
                wrong(
                    "declares column "
                        + name
                        + " as "
                        + type.asSummaryString()
                        + ", but it is "
                        + actual.text()
                        + " in ClickHouse, which does not fit."));
  }

  private ValidationException wrong(String what) {
    return new ValidationException("ClickHouse table " + table + " " + what);
  }
}
