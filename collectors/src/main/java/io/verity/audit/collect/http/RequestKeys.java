package io.verity.audit.collect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys of a control's request, read strictly: a misspelt one would ask something else. */
public record RequestKeys(JsonNode request, Set<String> known) {

  public RequestKeys {
    if (request == null || !request.isObject()) {
      throw new IllegalArgumentException("its request must be a mapping");
    }
    for (Map.Entry<String, JsonNode> field : request.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "%s is no key of its request, which knows %s"
                .formatted(field.getKey(), new TreeSet<>(known)));
      }
    }
  }

  public String required(String key) {
    String text = text(key);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(key + " is missing in its request");
    }
    return text;
  }

  String text(String key) {
    JsonNode node = request.path(key);
    if (node.isMissingNode()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new IllegalArgumentException(key + " must be a text");
    }
    return node.textValue();
  }

  boolean flag(String key) {
    JsonNode node = request.path(key);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw new IllegalArgumentException(key + " must be true or false");
    }
    return node.booleanValue();
  }

  int whole(String key, int otherwise, int least, int most) {
    JsonNode node = request.path(key);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      throw new IllegalArgumentException(
          "%s must be a whole number from %d to %d".formatted(key, least, most));
    }
    return node.intValue();
  }

  JsonPointer pointer(String key) {
    String text = text(key);
    try {
      return text == null ? null : JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + " must be a JSON pointer, as /data/items is one, or empty for all of it");
    }
  }

  List<String> names(String key) {
    List<String> names = new ArrayList<>();
    JsonNode node = request.path(key);
    if (!node.isMissingNode() && (!node.isArray() || node.isEmpty())) {
      throw new IllegalArgumentException(key + " must be a list of names");
    }
    for (JsonNode name : node) {
      if (!name.isTextual()) {
        throw new IllegalArgumentException(key + " must be a list of names");
      }
      names.add(name.textValue());
    }
    return names;
  }
}
