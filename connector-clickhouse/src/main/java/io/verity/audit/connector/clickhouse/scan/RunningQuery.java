package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.server.Connections;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.type.ClickHouseRowConverter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.connector.jdbc.core.datastream.source.reader.RecordAndOffset;
import org.apache.flink.table.data.RowData;

/** One query being read, on a connection of its own. Reports itself when it ends. */
final class RunningQuery implements AutoCloseable {

  private final String sql;
  private final ObservedQueries observed;
  private Connection connection;
  private Statement statement;
  private ResultSet rows;
  private long nanos;
  private long count;
  private boolean complete;

  private RunningQuery(String sql, ObservedQueries observed) {
    this.sql = sql;
    this.observed = observed;
  }

  static RunningQuery start(String sql, ServerAccess access, ObservedQueries observed)
      throws SQLException {
    RunningQuery query = new RunningQuery(sql, observed);
    boolean started = false;
    try {
      query.open(access);
      started = true;
      return query;
    } finally {
      if (!started) {
        query.close();
      }
    }
  }

  private void open(ServerAccess access) throws SQLException {
    long from = System.nanoTime();
    try {
      connection = Connections.open(access);
      statement = Connections.plainStatement(connection);
      rows = statement.executeQuery(sql);
    } finally {
      nanos += System.nanoTime() - from;
    }
  }

  /** Reads up to so many rows; false when there are no more after them. */
  boolean fetch(
      int limit, ClickHouseRowConverter converter, Consumer<RecordAndOffset<RowData>> consumer)
      throws SQLException {
    long from = System.nanoTime();
    try {
      for (int i = 0; i < limit; i++) {
        if (!rows.next()) {
          complete = true;
          return false;
        }
        consumer.accept(new RecordAndOffset<>(converter.toInternal(rows), ++count, 0));
      }
      return true;
    } finally {
      nanos += System.nanoTime() - from;
    }
  }

  /** Closing the connection also ends what the server may still be sending. */
  @Override
  public void close() throws SQLException {
    try (Connection ownConnection = connection;
        Statement ownStatement = statement;
        ResultSet ownRows = rows) {
      observed.ended(sql, Duration.ofNanos(nanos), count, complete);
    }
  }
}
