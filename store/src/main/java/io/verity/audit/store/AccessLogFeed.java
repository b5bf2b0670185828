package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the lines of the access log on, each once or more, in an order in which none can be passed
 * over: by transaction, and only such lines as no transaction that is still under way can precede.
 * Of all replicas one at a time does so; the others find the lock taken. The lock belongs to the
 * connection, and so falls to another with it. For one thread.
 */
public final class AccessLogFeed implements AutoCloseable {

  /** Any number, the same in all replicas. */
  private static final long LOCK = 0x7665_7269_6661_6363L;

  private final DatabaseAccess access;
  private Connection connection;
  private boolean leads;

  /**
   * @param txid of the transaction that wrote it
   */
  public record Line(String txid, LoggedAccess access) {}

  public AccessLogFeed(DatabaseAccess access) {
    this.access = access;
  }

  /**
   * The next lines after those that were {@link #published}; none where there are none, or where
   * another replica hands them on.
   *
   * @throws StoreException where the server can't be reached
   */
  public List<Line> next(int limit) {
    return with(
        () -> {
          if (!leads && !lock()) {
            return List.of();
          }
          leads = true;
          return select(limit);
        });
  }

  /** Never goes back: one that has lost the lock unawares changes nothing. */
  public void published(Line last) {
    with(
        () -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE access_log_published SET txid = ?::xid8, id = ?"
                      + " WHERE (txid, id) < (?::xid8, ?)")) {
            update.setString(1, last.txid());
            update.setLong(2, last.access().id());
            update.setString(3, last.txid());
            update.setLong(4, last.access().id());
            return update.executeUpdate();
          }
        });
  }

  private boolean lock() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private List<Line> select(int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT log.txid::text AS txid, log.id, log.at, actor, action, object, outcome, detail
            FROM access_log AS log, access_log_published AS done
            WHERE (log.txid, log.id) > (done.txid, done.id)
              AND log.txid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY log.txid, log.id LIMIT ?""")) {
      select.setInt(1, limit);
      List<Line> lines = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(
              new Line(
                  row.getString("txid"),
                  new LoggedAccess(
                      row.getLong("id"),
                      row.getObject("at", OffsetDateTime.class).toInstant(),
                      row.getString("actor"),
                      row.getString("action"),
                      row.getString("object"),
                      row.getString("outcome"),
                      row.getString("detail"))));
        }
      }
      return List.copyOf(lines);
    }
  }

  private <T> T with(SqlCall<T> call) {
    try {
      if (connection == null) {
        connection = Database.open(access);
      }
      return call.run();
    } catch (SQLException e) {
      close();
      throw StoreErrors.of(access, e);
    }
  }

  private interface SqlCall<T> {
    T run() throws SQLException;
  }

  @Override
  public void close() {
    Database.close(connection);
    connection = null;
    leads = false;
  }
}
