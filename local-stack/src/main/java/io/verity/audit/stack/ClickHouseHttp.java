package io.verity.audit.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks ClickHouse one query over HTTP and returns the answer as text. Not for volume: each query
 * has a connection of its own, since the engine's clean stop waits five seconds for idle ones.
 */
final class ClickHouseHttp {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
  private static final Duration NO_LIMIT = Duration.ZERO;

  private final URI uri;

  /**
   * The answer is buffered by the server (wait_end_of_query), so that an error is never cut off.
   */
  ClickHouseHttp(String url) {
    this.uri = URI.create(url.replaceAll("/+$", "") + "/?wait_end_of_query=1");
  }

  String query(Account account, String sql) throws IOException {
    return send(account, sql, NO_LIMIT);
  }

  /** Whether a server is there that knows this account: another one on the port would refuse it. */
  boolean answers(Account account) {
    try {
      send(account, "SELECT 1", PROBE_LIMIT);
      return true;
    } catch (IOException | ClickHouseHttpException e) {
      return false;
    }
  }

  private String send(Account account, String sql, Duration limit) throws IOException {
    byte[] body = sql.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("X-ClickHouse-User", account.user());
    connection.setRequestProperty("X-ClickHouse-Key", account.password());
    connection.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
    connection.setReadTimeout((int) limit.toMillis());
    connection.setDoOutput(true);
    // a fixed length also forbids the client to send an INSERT twice on its own
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    return answer(connection);
  }

  private static String answer(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
      return text(connection.getInputStream());
    }
    int code = connection.getHeaderFieldInt("X-ClickHouse-Exception-Code", 0);
    throw new ClickHouseHttpException(code, text(connection.getErrorStream()).strip());
  }

  private static String text(InputStream body) throws IOException {
    if (body == null) {
      return "";
    }
    try (body) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
