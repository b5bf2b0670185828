package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** A kind of database that can be made to refuse every write. */
interface SqlServer {

  /**
   * What to ask it, in its own spelling.
   *
   * @throws IllegalArgumentException where it is not one statement that reads
   */
  SqlText text(String query);

  /** A connection that is cut off with the time, and that can't write. */
  Connection open(CollectionRequest request, int maxRows) throws SQLException, CollectionException;

  /**
   * Asks the server whether it will refuse to write, on the connection that the query runs on.
   *
   * @return what to say of it in the record
   * @throws CollectionException where it would not refuse
   */
  Map<String, String> proveReadOnly(Connection connection) throws SQLException, CollectionException;

  /** To be closed with the connection. */
  ResultSet query(Connection connection, SqlText text, CollectionRequest request)
      throws SQLException;

  /** The value of a column of the current row. */
  JsonNode value(ResultSet rows, int column, String type) throws SQLException;

  /** What the server or the way to it said, in words. */
  CollectionException inWords(SQLException e);
}
