package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.evidence.json.JsonSafe;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON API: one body, or the items of all pages of a list. What it gives is either all of
 * it or a failure: a list cut off at some limit would look like evidence that the rest is not
 * there.
 */
public final class HttpHandler implements CollectionHandler {

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String version() {
    return "http/1";
  }

  @Override
  public Optional<String> problem(CollectionRequest request) {
    try {
      HttpQuery.of(request.request()).url(SourceUrl.of(request), request);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    HttpQuery query;
    PageWalk walk;
    try {
      query = HttpQuery.of(request.request());
      walk = new PageWalk(query, query.url(SourceUrl.of(request), request), request.source());
    } catch (IllegalArgumentException e) {
      throw CollectionException.lasting("source " + request.source() + ": " + e.getMessage());
    }
    try (JsonClient client = JsonClient.open(request)) {
      JsonNode found = query.isList() ? walk.items(client) : walk.body(client);
      return evidence(query, walk, found);
    }
  }

  private static SourceEvidence evidence(HttpQuery query, PageWalk walk, JsonNode found) {
    JsonNode kept = query.minimum().of(found);
    JsonNode clean = JsonSafe.clean(kept);
    Map<String, String> details = walk.details();
    if (!clean.equals(kept)) {
      details.put("replaced", "characters and numbers that JSONB can't keep, see JsonSafe");
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (query.isList()) {
      data.put("pages", walk.pages()).set("items", clean);
    } else {
      data.set("body", clean);
    }
    return new SourceEvidence(walk.from(), data, details);
  }
}
