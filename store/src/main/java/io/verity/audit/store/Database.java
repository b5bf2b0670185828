package io.verity.audit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The way to PostgreSQL. Keeps one connection open between calls and opens more where several
 * threads call at once, or, pooled, keeps as many as it may have; a server that comes back after it
 * was away is found again by the next call.
 */
public final class Database implements AutoCloseable {

  private static final int CONNECT_SECONDS = 5;

  /** Longer than any statement of ours takes, a COPY or the wait for another import included. */
  private static final int SOCKET_SECONDS = 120;

  private static final int VALID_SECONDS = 5;

  private final DatabaseAccess access;
  private final AtomicReference<Connection> idle = new AtomicReference<>();
  private final ConnectionPool pool;

  /** What to do with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  static {
    unregisterDriver();
  }

  /**
   * The driver registers itself with {@link java.sql.DriverManager} when its class is loaded, which
   * would hold the class loader of a job in a session cluster for as long as the JVM lives.
   */
  public static synchronized void unregisterDriver() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL's driver could not be unregistered", e);
    }
  }

  /** Connects with the first call, not here. */
  public Database(DatabaseAccess access) {
    this(access, null);
  }

  private Database(DatabaseAccess access, ConnectionPool pool) {
    this.access = access;
    this.pool = pool;
  }

  /**
   * For a program that serves many callers at once: a caller waits while all connections are in
   * use, and is refused after some seconds.
   *
   * @param size how many connections it opens at most
   */
  public static Database pooled(DatabaseAccess access, int size) {
    return new Database(access, new ConnectionPool(access, properties(access), size));
  }

  private static Properties properties(DatabaseAccess access) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, access.user());
    PGProperty.PASSWORD.set(properties, access.password());
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, SOCKET_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.APPLICATION_NAME.set(properties, "verity");
    return properties;
  }

  /** Not through DriverManager, which would load every other driver that is there. */
  static Connection open(DatabaseAccess access) throws SQLException {
    return new Driver().connect(access.url(), properties(access));
  }

  public DatabaseAccess access() {
    return access;
  }

  /** For a library that wants one: of the pool where there is one, new connections otherwise. */
  public DataSource dataSource() {
    return pool == null ? new DriverSource(access.url(), properties(access)) : pool.source();
  }

  /** Each statement is a transaction of its own. */
  public <T> T connection(Work<T> work) {
    return with(work, true);
  }

  /** All or nothing: an exception of whatever kind rolls back. */
  public <T> T transaction(Work<T> work) {
    return with(
        connection -> {
          T result = work.run(connection);
          connection.commit();
          return result;
        },
        false);
  }

  private <T> T with(Work<T> work, boolean autoCommit) {
    Connection connection = null;
    boolean done = false;
    try {
      connection = take();
      connection.setAutoCommit(autoCommit);
      T result = work.run(connection);
      done = true;
      return result;
    } catch (SQLException e) {
      throw StoreErrors.of(access, e);
    } finally {
      giveBack(connection, done);
    }
  }

  private Connection take() throws SQLException {
    if (pool != null) {
      return pool.take();
    }
    Connection kept = idle.getAndSet(null);
    if (kept != null && kept.isValid(VALID_SECONDS)) {
      return kept;
    }
    close(kept);
    return open(access);
  }

  /** One on which something failed is closed, which rolls back. */
  private void giveBack(Connection connection, boolean healthy) {
    if (pool != null) {
      // the pool rolls back what is open, and drops what is broken
      close(connection);
    } else if (connection != null && (!healthy || !idle.compareAndSet(null, connection))) {
      close(connection);
    }
  }

  static void close(Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // it is gone, which is what was wanted
      }
    }
  }

  @Override
  public void close() {
    close(idle.getAndSet(null));
    if (pool != null) {
      pool.close();
    }
  }
}
