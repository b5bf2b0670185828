package io.verity.audit.report.bench;

import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A query by plain HTTP, its answer read to the end and thrown away: the least there can be. */
final class BareClickHouse {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ClickHouseAccess access;

  BareClickHouse(ClickHouseAccess access) {
    this.access = access;
  }

  /** Bytes of the answer. */
  long run(String sql) throws IOException, InterruptedException {
    try (InputStream answer = ask(sql + " FORMAT RowBinary")) {
      return answer.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  /** A single number. */
  long number(String sql) throws IOException, InterruptedException {
    try (InputStream answer = ask(sql)) {
      return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  private InputStream ask(String sql) throws IOException, InterruptedException {
    String login = access.user() + ":" + access.password();
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(URI.create(access.url() + "/"))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(sql))
                .build(),
            BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException(
          new String(response.body().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    return response.body();
  }
}
