package io.verity.audit.collect.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.collect.http.JsonAnswer;
import io.verity.audit.collect.http.JsonClient;
import io.verity.audit.collect.http.SourceUrl;
import io.verity.audit.evidence.json.JsonSafe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/**
 * Searches logs by {@code _search}, as Elasticsearch and OpenSearch have it. An answer of some of
 * the shards, or of as much as was found in time, is a failure: what is missing can't be seen.
 */
public final class SearchHandler implements CollectionHandler {

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String version() {
    return "search/1";
  }

  @Override
  public Optional<String> problem(CollectionRequest request) {
    try {
      url(SearchQuery.of(request), request);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    SearchQuery query;
    HttpUrl url;
    try {
      query = SearchQuery.of(request);
      url = url(query, request);
    } catch (IllegalArgumentException e) {
      throw CollectionException.lasting("source " + request.source() + ": " + e.getMessage());
    }
    try (JsonClient client = JsonClient.open(request)) {
      JsonAnswer answer =
          client.post(url, query.body().toString().getBytes(StandardCharsets.UTF_8));
      ObjectNode data = new SearchAnswer(request.source(), answer.body()).data(query.minimum());
      return evidence(url, answer.body(), data);
    }
  }

  private static SourceEvidence evidence(HttpUrl url, JsonNode answer, ObjectNode data) {
    JsonNode clean = JsonSafe.clean(data);
    Map<String, String> details = new TreeMap<>();
    details.put("shards", answer.path("_shards").path("total").asText());
    details.put("took_millis", answer.path("took").asText());
    if (!clean.equals(data)) {
      details.put("replaced", "characters and numbers that JSONB can't keep, see JsonSafe");
    }
    return new SourceEvidence(url.newBuilder().query(null).build().toString(), clean, details);
  }

  private static HttpUrl url(SearchQuery query, CollectionRequest request) {
    return SourceUrl.of(request)
        .at("/" + query.index() + "/_search?allow_partial_search_results=false");
  }
}
