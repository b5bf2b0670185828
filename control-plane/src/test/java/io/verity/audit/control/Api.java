package io.verity.audit.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A caller of the API. Whatever it gets is checked against the OpenAPI document. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** For all of an answer: one that should not have been given may be a stream. */
  private static final long MAX_SECONDS = 40;

  private final String url;
  private final String token;

  public Api(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** An answer that the document allows. */
  public record Answer(HttpResponse<byte[]> response) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Of a problem. */
    public String detail() {
      return json().path("detail").asText();
    }
  }

  public Answer get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  /** A JSON body. */
  public Answer post(String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return call("POST", path, body.getBytes(StandardCharsets.UTF_8), all);
  }

  /** Under a new key. */
  public Answer request(String body) {
    return post("/v1/reports", body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  /** Any call. */
  public Answer call(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpRequest sent = request.build();
      Answer answer =
          new Answer(
              CLIENT
                  .sendAsync(sent, BodyHandlers.ofByteArray())
                  .get(MAX_SECONDS, TimeUnit.SECONDS));
      OpenApi.get().check(method, sent.uri().getRawPath(), answer.response());
      return answer;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(method + " " + path + " has no answer, or one without end", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
