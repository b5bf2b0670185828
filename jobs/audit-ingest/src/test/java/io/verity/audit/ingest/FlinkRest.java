package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** A Flink cluster as the Kubernetes operator drives it: by REST alone. */
final class FlinkRest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI root;

  FlinkRest(URI root) {
    this.root = root;
  }

  /** An answer that is an error. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  void awaitTaskManagers(int count) {
    soon().until(() -> get("/taskmanagers").get("taskmanagers").size() == count);
  }

  /** Starts the jar's job; its id. */
  String run(String jar, int parallelism) throws IOException {
    ObjectNode request = JSON.createObjectNode().put("parallelism", parallelism);
    return post("/jars/" + jar + "/run", request).get("jobid").asText();
  }

  /** With an argument for the program, and nothing else. */
  String run(String jar, String argument) throws IOException {
    ObjectNode request = JSON.createObjectNode();
    request.putArray("programArgsList").add(argument);
    return post("/jars/" + jar + "/run", request).get("jobid").asText();
  }

  String state(String job) throws IOException {
    return get("/jobs/" + job).get("state").asText();
  }

  /** Running, and each of its tasks in so many instances. */
  void awaitRunning(String job, int parallelism) {
    String wanted = parallelism + " of " + parallelism;
    soon().untilAsserted(() -> assertThat(running(job)).isNotEmpty().containsOnly(wanted));
  }

  /** Of each vertex, how many of its instances run. */
  private List<String> running(String job) throws IOException {
    List<String> running = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      running.add(vertex.at("/tasks/RUNNING").asInt() + " of " + vertex.get("parallelism").asInt());
    }
    return running;
  }

  /** As the operator scales a running job. */
  void rescale(String job, int parallelism) throws IOException {
    ObjectNode request = JSON.createObjectNode();
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      request
          .putObject(vertex.get("id").asText())
          .putObject("parallelism")
          .put("lowerBound", 1)
          .put("upperBound", parallelism);
    }
    send("PUT", "/jobs/" + job + "/resource-requirements", request);
    awaitRunning(job, parallelism);
  }

  void cancel(String job) throws IOException {
    send("PATCH", "/jobs/" + job + "?mode=cancel", null);
    awaitState(job, "CANCELED");
  }

  void awaitState(String job, String state) {
    soon().until(() -> state(job).equals(state));
  }

  /** What the job's newest failure says, causes included. */
  String failure(String job) throws IOException {
    return get("/jobs/" + job + "/exceptions")
        .at("/exceptionHistory/entries/0/stacktrace")
        .asText();
  }

  JsonNode get(String path) throws IOException {
    return send("GET", path, null);
  }

  private JsonNode post(String path, JsonNode body) throws IOException {
    return send("POST", path, body);
  }

  private JsonNode send(String method, String path, JsonNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/v1" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    try {
      // a connection of its own: one that lay idle may be closed by the time a call goes out
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new Refused(answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class);
  }
}
