package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Keeps of what a source gave only what the control needs: evidence is immutable for years, and so
 * is a person's address that came along.
 *
 * @param fields of an item that are kept; empty for all
 * @param redact names, at any depth, whose values are replaced
 */
public record Minimum(Set<String> fields, Set<String> redact) {

  private static final String REDACTED = "[redacted]";

  /** Reads the keys {@code fields} and {@code redact}. */
  public static Minimum of(RequestKeys keys) {
    return new Minimum(Set.copyOf(keys.names("fields")), Set.copyOf(keys.names("redact")));
  }

  /** Of a list of items, or of one object. */
  public JsonNode of(JsonNode found) {
    if (!found.isArray()) {
      return redacted(kept(found));
    }
    ArrayNode items = JsonNodeFactory.instance.arrayNode(found.size());
    found.forEach(item -> items.add(redacted(kept(item))));
    return items;
  }

  private JsonNode kept(JsonNode item) {
    if (fields.isEmpty() || !item.isObject()) {
      return item;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    item.properties().stream()
        .filter(field -> fields.contains(field.getKey()))
        .forEach(field -> kept.set(field.getKey(), field.getValue()));
    return kept;
  }

  private JsonNode redacted(JsonNode node) {
    if (redact.isEmpty()) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(field -> copy.set(field.getKey(), redacted(field.getKey(), field.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> copy.add(redacted(element)));
      return copy;
    }
    return node;
  }

  private JsonNode redacted(String name, JsonNode value) {
    return redact.contains(name) ? JsonNodeFactory.instance.textNode(REDACTED) : redacted(value);
  }
}
