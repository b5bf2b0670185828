package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads rows one by one and stops at the first that is too many: evidence that was cut off in
 * silence would say something else than the source does.
 */
final class RowReader {

  private final SqlServer server;
  private final CollectionRequest request;
  private final int maxRows;

  RowReader(SqlServer server, CollectionRequest request, int maxRows) {
    this.server = server;
    this.request = request;
    this.maxRows = maxRows;
  }

  ObjectNode read(ResultSet rows) throws SQLException, CollectionException, InterruptedException {
    ResultSetMetaData columns = rows.getMetaData();
    Set<String> names = names(columns);
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      types.add(columns.getColumnTypeName(i));
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ArrayNode list = data.putArray("columns");
    names.forEach(list::add);
    ArrayNode read = data.putArray("rows");
    long bytes = 0;
    while (rows.next()) {
      if (read.size() == maxRows) {
        throw tooManyRows(maxRows);
      }
      ObjectNode row = row(rows, names, types);
      bytes += row.toString().getBytes(StandardCharsets.UTF_8).length;
      check(bytes);
      read.add(row);
    }
    return data.put("row_count", read.size());
  }

  private ObjectNode row(ResultSet rows, Set<String> names, List<String> types)
      throws SQLException {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    int column = 1;
    for (String name : names) {
      row.set(name, server.value(rows, column, types.get(column - 1)));
      column++;
    }
    return row;
  }

  private void check(long bytes) throws CollectionException, InterruptedException {
    if (bytes > request.maxBytes()) {
      throw tooManyBytes(request.maxBytes());
    }
    if (request.timeLeft().isZero()) {
      throw SqlHandler.outOfTime(null);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static Set<String> names(ResultSetMetaData columns)
      throws SQLException, CollectionException {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      if (!names.add(name)) {
        throw CollectionException.lasting(
            "the query gives two columns named %s; give one another name by AS".formatted(name));
      }
    }
    return names;
  }

  static CollectionException tooManyRows(int most) {
    return CollectionException.lasting(
        "the query gives more than %d rows; count in the query, or ask for fewer".formatted(most));
  }

  static CollectionException tooManyBytes(long most) {
    return CollectionException.lasting(
        "the query gives more than the %d bytes of max_bytes; ask for less".formatted(most));
  }
}
