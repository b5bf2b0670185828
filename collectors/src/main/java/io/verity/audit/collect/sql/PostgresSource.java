package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * PostgreSQL. The query runs in a transaction that was begun READ ONLY and is rolled back: after
 * its first query, which the proof is, the server lets nobody make it READ WRITE again. What a
 * superuser could do beside all transactions is kept away by refusing superusers.
 */
final class PostgresSource implements SqlServer {

  private static final int FETCH_ROWS = 100;

  private static final String PROOF =
      "SELECT current_setting('transaction_read_only'), current_user, rolsuper,"
          + " current_setting('server_version') FROM pg_roles WHERE rolname = current_user";

  @Override
  public SqlText text(String query) {
    return SqlText.of(query, false, name -> "?", "??");
  }

  @Override
  public Connection open(CollectionRequest request, int maxRows)
      throws SQLException, CollectionException {
    Map<String, String> settings = request.settings();
    long millis = request.timeLeft().toMillis();
    int seconds = (int) (millis / 1000 + 1);
    Properties properties = new Properties();
    PGProperty.USER.set(properties, settings.get("user"));
    if (settings.containsKey("password")) {
      PGProperty.PASSWORD.set(properties, request.secret("password"));
    }
    if (settings.containsKey("certificates")) {
      // what the url says of it comes first
      PGProperty.SSL_MODE.set(properties, "verify-full");
      PGProperty.SSL_ROOT_CERT.set(properties, settings.get("certificates"));
    }
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds + 1);
    PGProperty.APPLICATION_NAME.set(properties, "verity-audit evidence");
    PGProperty.OPTIONS.set(
        properties,
        "-c default_transaction_read_only=on -c statement_timeout=" + Math.max(1, millis));
    // one row larger than that is refused before there is memory for it
    PGProperty.MAX_RESULT_BUFFER.set(properties, Long.toString(request.maxBytes()));
    Connection connection = new Driver().connect(settings.get("url"), properties);
    if (connection == null) {
      throw CollectionException.lasting(
          "its url is none of PostgreSQL: jdbc:postgresql://host/name");
    }
    return begun(connection);
  }

  private static Connection begun(Connection connection) throws SQLException {
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL TIME ZONE 'UTC'");
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Map<String, String> proveReadOnly(Connection connection)
      throws SQLException, CollectionException {
    try (Statement statement = connection.createStatement();
        ResultSet proof = statement.executeQuery(PROOF)) {
      if (!proof.next() || !"on".equals(proof.getString(1))) {
        throw CollectionException.lasting(
            "its transaction would not be read-only: look at the options of its url");
      }
      if (proof.getBoolean(3)) {
        throw CollectionException.lasting(
            "its user %s is a superuser: give it an account that can only read"
                .formatted(proof.getString(2)));
      }
      return Map.of(
          "server",
          "PostgreSQL " + proof.getString(4),
          "account",
          proof.getString(2),
          "read_only",
          "transaction");
    }
  }

  @Override
  public ResultSet query(Connection connection, SqlText text, CollectionRequest request)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.text());
    statement.setFetchSize(FETCH_ROWS);
    statement.setQueryTimeout((int) request.timeLeft().toSeconds() + 1);
    int index = 1;
    for (String name : text.parameters()) {
      Instant value = name.equals("period_start") ? request.periodStart() : request.periodEnd();
      statement.setObject(index++, value.atOffset(ZoneOffset.UTC));
    }
    return statement.executeQuery();
  }

  @Override
  public JsonNode value(ResultSet rows, int column, String type) throws SQLException {
    return PostgresValues.of(rows, column, type);
  }

  @Override
  public CollectionException inWords(SQLException e) {
    return SqlErrors.ofPostgres(e);
  }
}
