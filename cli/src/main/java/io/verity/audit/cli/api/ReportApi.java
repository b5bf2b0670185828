package io.verity.audit.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** The control plane's API as a client sees it: request or collect, poll, download. */
public final class ReportApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String api;
  private final String token;

  /**
   * @param api its address, without a slash at the end
   */
  public ReportApi(String api, String token) {
    this.api = api;
    this.token = token;
  }

  /**
   * Asks for a report.
   *
   * @param from first day of the period, or time
   * @param key the same key asks for the same report
   * @return the run as it stands
   */
  public JsonNode request(String framework, String from, String to, String key)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("framework", framework).put("period_start", from).put("period_end", to);
    body.putArray("formats").add("pdf").add("csv").add("json");
    HttpRequest request =
        to("/v1/reports")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return json(request, ACCEPTED);
  }

  /**
   * Asks for the evidence of a control over a period.
   *
   * @return the record as it stands
   */
  public JsonNode collect(String control, String from, String to) throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("period_start", from).put("period_end", to);
    HttpRequest request =
        to("/v1/controls/" + control + "/collect")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return json(request, ACCEPTED);
  }

  public JsonNode get(String path) throws InterruptedException {
    return json(to(path).GET().build(), OK);
  }

  /** Of a link that expires: no token goes with it. */
  public void download(URI link, Path file) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(link).timeout(TIMEOUT).GET().build();
    HttpResponse<Path> answer = send(request, BodyHandlers.ofFile(file));
    if (answer.statusCode() != OK) {
      throw new CliException("a download was answered with status " + answer.statusCode());
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode json(HttpRequest request, int expected) throws InterruptedException {
    HttpResponse<String> answer = send(request, BodyHandlers.ofString());
    try {
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != expected) {
        throw new CliException(
            "%s %s: %d %s"
                .formatted(
                    request.method(),
                    request.uri().getPath(),
                    answer.statusCode(),
                    body.path("detail").asText(body.path("title").asText())));
      }
      return body;
    } catch (IOException e) {
      throw new CliException(
          request.uri().getPath() + " was not answered with JSON: " + e.getMessage(), e);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new CliException("the API at " + api + " does not answer: " + e.getMessage(), e);
    }
  }
}
