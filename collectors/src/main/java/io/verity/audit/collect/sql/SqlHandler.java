package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.collect.http.Trust;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the rows of one query from PostgreSQL or ClickHouse. The server itself is made to refuse
 * whatever would write, also to an account that has the right to, and is asked whether it does
 * before the query runs. The period goes to it as parameters, never as text.
 */
public final class SqlHandler implements CollectionHandler {

  private static final String POSTGRES = "jdbc:postgresql:";

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Optional<String> problem(CollectionRequest request) {
    try {
      server(request).text(SqlRequest.of(request.request()).query());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    SqlServer server = server(request);
    SqlRequest asked;
    SqlText text;
    try {
      asked = SqlRequest.of(request.request());
      text = server.text(asked.query());
    } catch (IllegalArgumentException e) {
      throw CollectionException.lasting(e.getMessage());
    }
    // a driver says less clearly what is wrong with the file
    Trust.of(request);
    request.beforeCall();
    try (Connection connection = server.open(request, asked.maxRows())) {
      Map<String, String> details = server.proveReadOnly(connection);
      ResultSet rows = server.query(connection, text, request);
      ObjectNode data = new RowReader(server, request, asked.maxRows()).read(rows);
      return new SourceEvidence(from(request), data, details);
    } catch (SQLException e) {
      throw request.timeLeft().isZero() ? outOfTime(e) : server.inWords(e);
    }
  }

  static CollectionException outOfTime(Throwable cause) {
    return CollectionException.passing("did not answer the query in its time", cause);
  }

  private static SqlServer server(CollectionRequest request) {
    return request.settings().getOrDefault("url", "").startsWith(POSTGRES)
        ? new PostgresSource()
        : new ClickHouseSource();
  }

  /** Without what follows the database's name: options, and whatever somebody put there. */
  private static String from(CollectionRequest request) {
    return request.settings().get("url").replaceFirst("[?;].*", "");
  }
}
