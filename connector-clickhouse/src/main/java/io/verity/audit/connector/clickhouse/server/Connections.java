package io.verity.audit.connector.clickhouse.server;

import com.clickhouse.jdbc.DataSourceImpl;
import com.clickhouse.jdbc.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Opens connections with the driver's own data source. The driver registers itself with {@link
 * java.sql.DriverManager} when its class is loaded; that is undone, since the registration would
 * outlive the job in a session cluster and hold its class loader.
 */
public final class Connections {

  private static final String SETTING = "clickhouse_setting_";

  static {
    Driver.unload();
  }

  private Connections() {}

  /** A new connection; it is the caller's to close. */
  public static Connection open(ServerAccess access) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", access.username());
    properties.setProperty("password", access.password());
    if (!access.certificates().isEmpty()) {
      properties.setProperty("sslrootcert", access.certificates());
    }
    properties.setProperty("socket_timeout", Long.toString(access.socketTimeout().toMillis()));
    // a bounded job reads a split once; a silent second attempt would only hide what went wrong
    properties.setProperty("retry", "0");
    properties.setProperty(SETTING + "session_timezone", "UTC");
    access
        .run()
        .ifPresent(
            run -> properties.setProperty(SETTING + "log_comment", "verity report run " + run));
    return new DataSourceImpl("jdbc:clickhouse:" + access.url(), properties).getConnection();
  }

  /** A statement that sends its text as it is: no JDBC escapes, no question marks replaced. */
  public static Statement plainStatement(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
