package io.verity.audit.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import javax.sql.DataSource;

/** Connections that are kept open and lent out. */
final class ConnectionPool implements AutoCloseable {

  private static final long WAIT_MILLIS = 5_000;

  /** What PostgreSQL itself says when it has no connection left. */
  private static final String NONE_LEFT = "53300";

  private final HikariDataSource source;

  ConnectionPool(DatabaseAccess access, Properties properties, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("PostgreSQL at " + access.server());
    config.setDataSource(new DriverSource(access.url(), properties));
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(WAIT_MILLIS);
    // a server that is away when the program starts may come later
    config.setInitializationFailTimeout(-1);
    source = new HikariDataSource(config);
  }

  Connection take() throws SQLException {
    try {
      return source.getConnection();
    } catch (SQLTransientConnectionException e) {
      if (e.getCause() instanceof SQLException away) {
        throw away;
      }
      throw new SQLException(
          "all %d connections were in use for %d s"
              .formatted(source.getMaximumPoolSize(), WAIT_MILLIS / 1_000),
          NONE_LEFT,
          e);
    }
  }

  DataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
