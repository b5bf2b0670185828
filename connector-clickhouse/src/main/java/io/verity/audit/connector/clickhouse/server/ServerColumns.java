package io.verity.audit.connector.clickhouse.server;

import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.type.ServerType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;

/** Asks the server which columns a table or query has. Nothing is read. */
public final class ServerColumns {

  private static final int NAME = 1;
  private static final int TYPE = 2;

  private ServerColumns() {}

  /** The columns in the server's order. */
  public static Map<String, ServerType> of(Relation relation, ServerAccess access) {
    Map<String, ServerType> columns = new LinkedHashMap<>();
    try (Connection connection = Connections.open(access);
        Statement statement = Connections.plainStatement(connection);
        ResultSet rows =
            statement.executeQuery("DESCRIBE TABLE (" + relation.selectAll() + "\n)")) {
      while (rows.next()) {
        columns.put(rows.getString(NAME), ServerType.parse(rows.getString(TYPE)));
      }
    } catch (SQLException | RuntimeException e) {
      throw new ValidationException(
          ClickHouseErrors.line("describe " + relation.label(), access, e));
    }
    return columns;
  }
}
