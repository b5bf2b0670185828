package io.verity.audit.collect.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.http.Minimum;

/** An answer of {@code _search}, of which only a whole one is evidence. */
record SearchAnswer(String source, JsonNode body) {

  ObjectNode data(Minimum minimum) throws CollectionException {
    requireWhole();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("total", total());
    data.set("hits", minimum.of(hits()));
    JsonNode aggregations = body.path("aggregations");
    data.set(
        "aggregations",
        aggregations.isObject() ? aggregations : JsonNodeFactory.instance.objectNode());
    return data;
  }

  private void requireWhole() throws CollectionException {
    JsonNode shards = body.path("_shards");
    if (!body.path("timed_out").isBoolean() || !shards.path("failed").isIntegralNumber()) {
      throw lasting("it answered something else than a search result; is its url right?");
    }
    if (body.path("timed_out").booleanValue()) {
      throw passing("the search ran out of time and found only a part");
    }
    if (body.path("terminated_early").booleanValue()) {
      throw lasting("the search ended early, by terminate_after, and found only a part");
    }
    if (shards.path("failed").longValue() > 0) {
      throw passing(
          "%s of its %s shards failed, what they hold was not searched"
              .formatted(shards.path("failed"), shards.path("total")));
    }
    if (shards.path("total").longValue() == 0) {
      throw lasting("no index has that name, so nothing was searched");
    }
  }

  /** A number alone in version 6 and before. */
  private JsonNode total() throws CollectionException {
    JsonNode total = body.path("hits").path("total");
    JsonNode value = total.isObject() ? total.path("value") : total;
    if (!value.isIntegralNumber() || total.path("relation").asText("eq").equals("gte")) {
      throw lasting("it does not count what it found");
    }
    return value;
  }

  private ArrayNode hits() throws CollectionException {
    JsonNode found = body.path("hits").path("hits");
    if (!found.isArray()) {
      throw lasting("it answered no list of hits");
    }
    ArrayNode hits = JsonNodeFactory.instance.arrayNode(found.size());
    for (JsonNode hit : found) {
      hits.add(hit.path(hit.has("_source") ? "_source" : "fields"));
    }
    return hits;
  }

  private CollectionException lasting(String what) {
    return CollectionException.lasting("source " + source + ": " + what);
  }

  private CollectionException passing(String what) {
    return CollectionException.passing("source " + source + ": " + what, null);
  }
}
