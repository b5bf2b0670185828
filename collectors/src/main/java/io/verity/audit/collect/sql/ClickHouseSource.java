package io.verity.audit.collect.sql;

import com.clickhouse.jdbc.DataSourceImpl;
import com.clickhouse.jdbc.Driver;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Properties;

/**
 * ClickHouse. Every query is sent with {@code readonly = 2}, under which the server reads and
 * nothing else, and lets no query turn it off again. The whole answer is made before the first of
 * it is sent, so that an error in its midst is an error and no row.
 */
final class ClickHouseSource implements SqlServer {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final String PROOF =
      "SELECT toString(getSetting('readonly')), currentUser(), version()";

  static {
    // it registers itself with DriverManager, for every other user of this JVM
    Driver.unload();
  }

  @Override
  public SqlText text(String query) {
    return SqlText.of(query, true, name -> "{" + name + ":DateTime64(3, 'UTC')}", "?");
  }

  @Override
  public Connection open(CollectionRequest request, int maxRows)
      throws SQLException, CollectionException {
    Map<String, String> settings = request.settings();
    long millis = Math.max(1, request.timeLeft().toMillis());
    Properties properties = new Properties();
    properties.setProperty("user", settings.get("user"));
    properties.setProperty(
        "password", settings.containsKey("password") ? request.secret("password") : "");
    if (settings.containsKey("certificates")) {
      requireTls(settings.get("url"));
      properties.setProperty("sslrootcert", settings.get("certificates"));
    }
    properties.setProperty("socket_timeout", Long.toString(millis));
    properties.setProperty("connection_timeout", Long.toString(millis));
    properties.setProperty("retry", "0");
    set(properties, "session_timezone", "UTC");
    set(properties, "max_execution_time", Long.toString(millis / 1000 + 1));
    set(properties, "max_result_rows", Integer.toString(maxRows));
    set(properties, "max_result_bytes", Long.toString(request.maxBytes()));
    set(properties, "result_overflow_mode", "throw");
    set(properties, "wait_end_of_query", "1");
    set(properties, "cancel_http_readonly_queries_on_client_close", "1");
    set(properties, "log_comment", "verity-audit evidence");
    set(properties, "readonly", "2");
    set(properties, "param_period_start", time(request.periodStart()));
    set(properties, "param_period_end", time(request.periodEnd()));
    return new DataSourceImpl(settings.get("url"), properties).getConnection();
  }

  private static void requireTls(String url) throws CollectionException {
    if (!url.matches("jdbc:[a-z]+:https:.*|.*[?&]ssl=true.*")) {
      throw CollectionException.lasting(
          "it has certificates, and a url without TLS: put https: before its // or ?ssl=true behind");
    }
  }

  private static void set(Properties properties, String setting, String value) {
    properties.setProperty("clickhouse_setting_" + setting, value);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  @Override
  public Map<String, String> proveReadOnly(Connection connection)
      throws SQLException, CollectionException {
    try (Statement statement = connection.createStatement();
        ResultSet proof = statement.executeQuery(PROOF)) {
      if (!proof.next() || !proof.getString(1).matches("[12]")) {
        throw CollectionException.lasting(
            "its queries would not be read-only: give it an account of a profile with readonly = 2");
      }
      return Map.of(
          "server", "ClickHouse " + proof.getString(3),
          "account", proof.getString(2),
          "read_only", "readonly=" + proof.getString(1));
    }
  }

  @Override
  public ResultSet query(Connection connection, SqlText text, CollectionRequest request)
      throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement.executeQuery(text.text());
  }

  @Override
  public JsonNode value(ResultSet rows, int column, String type) throws SQLException {
    Object value = rows.getObject(column);
    boolean moment = value != null && type.matches("(Nullable\\(|LowCardinality\\()*DateTime.*");
    return SqlValues.of(moment ? rows.getObject(column, ZonedDateTime.class) : value);
  }

  @Override
  public CollectionException inWords(SQLException e) {
    return SqlErrors.ofClickHouse(e);
  }
}
