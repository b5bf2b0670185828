package io.verity.audit.connector.clickhouse;

import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** Turns the options of one table into what they mean, or says which is wrong. */
final class OptionReader {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern TABLE_NAME = Pattern.compile("[^.]+(\\.[^.]+)?");

  private final String table;
  private final ReadableConfig options;

  OptionReader(String table, ReadableConfig options) {
    this.table = table;
    this.options = options;
  }

  Relation relation() {
    Optional<String> name = options.getOptional(ClickHouseOptions.TABLE_NAME);
    Optional<String> query = options.getOptional(ClickHouseOptions.QUERY);
    if (name.isPresent() == query.isPresent()) {
      throw wrong(
          name.isPresent()
              ? "has both 'table-name' and 'query': keep one."
              : "has neither 'table-name' nor 'query': say what to read.");
    }
    name.filter(text -> !TABLE_NAME.matcher(text).matches())
        .ifPresent(
            text -> {
              throw wrong("has 'table-name' = '" + text + "', which is not database.table.");
            });
    query
        .filter(String::isBlank)
        .ifPresent(
            text -> {
              throw wrong("has an empty 'query'.");
            });
    return new Relation(name.orElse(null), query.orElse(null), runId());
  }

  private UUID runId() {
    return options
        .getOptional(ClickHouseOptions.SNAPSHOT_RUN_ID)
        .map(
            text -> {
              if (!UUID_TEXT.matcher(text).matches()) {
                throw wrong("has 'snapshot.run-id' = '" + text + "', which is not a UUID.");
              }
              return UUID.fromString(text);
            })
        .orElse(null);
  }

  ServerAccess access(Relation relation) {
    return new ServerAccess(
        url(),
        options.get(ClickHouseOptions.USERNAME),
        options.get(ClickHouseOptions.PASSWORD),
        options.get(ClickHouseOptions.CERTIFICATES),
        options.get(ClickHouseOptions.SOCKET_TIMEOUT),
        relation.runId());
  }

  private String url() {
    String text = options.get(ClickHouseOptions.URL);
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (url.getUserInfo() != null || url.getQuery() != null) {
        throw wrong(
            "has a 'url' with more than http(s)://host:port; username and password have options of"
                + " their own.");
      }
      if (http && url.getHost() != null && url.getPort() > 0) {
        return url.getScheme() + "://" + url.getHost() + ":" + url.getPort();
      }
    } catch (URISyntaxException e) {
      // said below, without the text: it may hold a password
    }
    throw wrong("has a 'url' that is not http(s)://host:port.");
  }

  private ValidationException wrong(String what) {
    return new ValidationException("ClickHouse table " + table + " " + what);
  }
}
