package io.verity.audit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * Waits until something became of a run, on a connection of its own, which is opened again where it
 * broke. For one thread.
 */
public final class RunNotices implements AutoCloseable {

  private final DatabaseAccess access;
  private Connection connection;

  public RunNotices(DatabaseAccess access) {
    this.access = access;
  }

  /**
   * @param atMost at least a millisecond
   * @return whether there was something; at the first call, and after a break, there may have been
   * @throws StoreException where the server can't be reached
   */
  public boolean await(Duration atMost) {
    try {
      if (connection == null) {
        connection = Database.open(access);
        try (Statement listen = connection.createStatement()) {
          listen.execute("LISTEN report_events");
        }
        return true;
      }
      int millis = (int) Math.max(1, atMost.toMillis());
      return connection.unwrap(PGConnection.class).getNotifications(millis).length > 0;
    } catch (SQLException e) {
      close();
      throw StoreErrors.of(access, e);
    }
  }

  @Override
  public void close() {
    Database.close(connection);
    connection = null;
  }
}
