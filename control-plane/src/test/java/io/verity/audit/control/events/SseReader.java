package io.verity.audit.control.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of events in the background, as a client does. */
final class SseReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Received> events = new CopyOnWriteArrayList<>();
  private final HttpResponse<InputStream> response;
  private final Thread thread;

  record Received(String id, String type, JsonNode data) {}

  private SseReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.thread = new Thread(this::read, "sse");
    thread.setDaemon(true);
    thread.start();
  }

  /** Is listening when it returns. */
  static SseReader open(String api, String token, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + "/v1/events"))
            .header("Authorization", "Bearer " + token);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new SseReader(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request.build(), BodyHandlers.ofInputStream()));
  }

  int status() {
    return response.statusCode();
  }

  List<Received> events() {
    return events;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String type = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Received(id, type, JSON.readTree(line.substring(6))));
          id = null;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // closed by one side or the other
    }
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
