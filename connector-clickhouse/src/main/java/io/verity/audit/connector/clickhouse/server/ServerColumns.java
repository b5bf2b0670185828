package io.verity.audit.connector.clickhouse.server;

import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.type.ServerType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;

/**
 * Asks the server which columns a table or query has. Nothing is read.
 *
 * <p>A planner asks for a table several times a statement. Within a report run the answer is kept:
 * its queries are fixed, and all statements are to see the same columns.
 */
public final class ServerColumns {

  private static final int NAME = 1;
  private static final int TYPE = 2;

  /** Tables of the report runs that were planned last. */
  private static final int KEPT = 256;

  private static final Map<List<Object>, Map<String, ServerType>> OF_RUNS =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(
                Map.Entry<List<Object>, Map<String, ServerType>> eldest) {
              return size() > KEPT;
            }
          });

  private ServerColumns() {}

  /** The columns in the server's order. */
  public static Map<String, ServerType> of(Relation relation, ServerAccess access) {
    if (relation.runId() == null) {
      return ask(relation, access);
    }
    List<Object> key = List.of(relation, access);
    Map<String, ServerType> known = OF_RUNS.get(key);
    if (known == null) {
      known = ask(relation, access);
      OF_RUNS.put(key, known);
    }
    return known;
  }

  private static Map<String, ServerType> ask(Relation relation, ServerAccess access) {
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
