package io.verity.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a Flink cluster tells by REST, and so in its web UI. */
final class FlinkRest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI root;

  FlinkRest(URI root) {
    this.root = root;
  }

  int taskManagers() throws Exception {
    return JSON.readTree(get("/overview")).path("taskmanagers").asInt();
  }

  List<String> jobs() throws Exception {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : JSON.readTree(get("/jobs/overview")).path("jobs")) {
      ids.add(job.path("jid").asText());
    }
    return ids;
  }

  String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(root.resolve(path)).build()).body();
  }

  HttpResponse<String> runJar(String jar, List<String> arguments) throws Exception {
    return runJar(jar, Map.of("programArgsList", arguments));
  }

  HttpResponse<String> runJar(String jar, List<String> arguments, String jobId) throws Exception {
    return runJar(jar, Map.of("programArgsList", arguments, "jobId", jobId));
  }

  private HttpResponse<String> runJar(String jar, Map<String, ?> request) throws Exception {
    String body = JSON.writeValueAsString(request);
    return send(
        HttpRequest.newBuilder(root.resolve("/jars/" + jar + "/run"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** On a connection of its own: one that lay idle may be closed by the time a call goes out. */
  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
