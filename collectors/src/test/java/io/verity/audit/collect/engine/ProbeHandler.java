package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** One call of {@link SourceServer}; everything else is the engine's. */
final class ProbeHandler implements CollectionHandler {

  static final String NAME = "probe";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    request.beforeCall();
    String url = request.settings().get("url");
    HttpRequest get =
        HttpRequest.newBuilder(URI.create(url)).timeout(request.timeLeft().plusMillis(1)).build();
    try {
      HttpResponse<String> answer = client.send(get, HttpResponse.BodyHandlers.ofString());
      JsonNode data = new ObjectMapper().readTree(answer.body());
      return new SourceEvidence(url, data, Map.of("status", "" + answer.statusCode()));
    } catch (IOException e) {
      throw CollectionException.passing("does not answer", e);
    }
  }
}
