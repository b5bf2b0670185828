package io.verity.audit.collect.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.http.Minimum;
import io.verity.audit.collect.http.Period;
import io.verity.audit.collect.http.RequestKeys;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a control asks of a log search.
 *
 * @param body of {@code _search}, with the period filled in
 */
record SearchQuery(String index, ObjectNode body, Minimum minimum) {

  private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._*,-]{0,254}");
  private static final Set<String> KEYS = Set.of("index", "body", "fields", "redact");

  /** What a server gives at once; a control that needs more is better served by an aggregation. */
  private static final int MOST_HITS = 10_000;

  /**
   * @throws IllegalArgumentException saying what is wrong with the request
   */
  static SearchQuery of(CollectionRequest request) {
    RequestKeys keys = new RequestKeys(request.request(), KEYS);
    String index = keys.required("index");
    if (!INDEX.matcher(index).matches()) {
      throw new IllegalArgumentException("index must be the name of an index, as app-logs-* is");
    }
    return new SearchQuery(index, body(request), Minimum.of(keys));
  }

  private static ObjectNode body(CollectionRequest request) {
    JsonNode asked = request.request().path("body");
    if (!asked.isObject()) {
      throw new IllegalArgumentException("body is missing: what is to be searched for?");
    }
    ObjectNode body = (ObjectNode) filled(asked, request);
    JsonNode size = body.path("size");
    if (!size.isMissingNode()
        && (!size.isInt() || size.intValue() < 0 || size.intValue() > MOST_HITS)) {
      throw new IllegalArgumentException("size must be a whole number from 0 to " + MOST_HITS);
    }
    // otherwise a total above 10000 would be a lower bound that looks like a count
    return body.put("track_total_hits", true);
  }

  private static JsonNode filled(JsonNode node, CollectionRequest request) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(Period.into(node.textValue(), request));
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> copy.add(filled(element, request)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(f -> copy.set(f.getKey(), filled(f.getValue(), request)));
      return copy;
    }
    return node;
  }
}
