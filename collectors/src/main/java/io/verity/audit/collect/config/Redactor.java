package io.verity.audit.collect.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.verity.audit.collect.SafeJson;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Takes the secrets out of one file and counts them. Nothing is left that says anything of a
 * secret: not its length, not a hash. One that was found by its name is then looked for everywhere
 * else in the file.
 */
final class Redactor {

  private static final TextNode REDACTED = TextNode.valueOf(SecretTexts.REDACTED);

  /** Shorter ones would be found by chance all over the file. */
  private static final int SHORTEST = 8;

  private final Set<String> found =
      new TreeSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  private int count;

  int count() {
    return count;
  }

  /** Counts what is taken out, and remembers it for {@link #sweep}. */
  String secret(String value) {
    count++;
    String bare = value.replaceAll("^([\"'])(.*)\\1$", "$2");
    if (bare.length() >= SHORTEST) {
      found.add(bare);
    }
    return SecretTexts.REDACTED;
  }

  /** By names, and by what texts look like. */
  JsonNode tree(JsonNode node) {
    if (node.isTextual()) {
      return text(node);
    }
    if (!node.isObject()) {
      return mapped(node, this::tree);
    }
    boolean pair = isSecretPair(node);
    ObjectNode clean = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean secret =
          SecretNames.isSecret(field.getKey()) || pair && field.getKey().equalsIgnoreCase("value");
      clean.set(field.getKey(), secret ? value(field.getValue()) : tree(field.getValue()));
    }
    return clean;
  }

  /** {@code name: DB_PASSWORD, value: ..}, as many formats list settings. */
  private static boolean isSecretPair(JsonNode node) {
    for (String name : Set.of("name", "key", "Name", "Key")) {
      if (node.path(name).isTextual() && SecretNames.isSecret(node.path(name).textValue())) {
        return true;
      }
    }
    return false;
  }

  /** What stands below a secret's name. */
  private JsonNode value(JsonNode node) {
    if (node.isObject()) {
      ObjectNode clean = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        boolean about = SecretNames.isAbout(field.getKey());
        clean.set(field.getKey(), about ? tree(field.getValue()) : value(field.getValue()));
      }
      return clean;
    }
    if (node.isArray()) {
      return mapped(node, this::value);
    }
    boolean harmless = node.isBoolean() || node.isNull() || SecretTexts.isHarmless(node.asText());
    return harmless ? node : all(node);
  }

  /** Whatever it is: it is known to be secret. */
  JsonNode all(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return node;
    }
    remember(node);
    count++;
    return REDACTED;
  }

  private void remember(JsonNode node) {
    if (node.isValueNode()) {
      if (!node.isBoolean() && node.asText().length() >= SHORTEST) {
        found.add(node.asText());
      }
    } else {
      node.forEach(this::remember);
    }
  }

  private JsonNode text(JsonNode node) {
    String before = node.textValue();
    String start = before.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        JsonNode inner = SafeJson.read(before);
        int counted = count;
        JsonNode clean = tree(inner);
        return count == counted ? node : TextNode.valueOf(clean.toString());
      } catch (IOException e) {
        // only looks like JSON
      }
    }
    String after = text(before);
    return after.equals(before) ? node : TextNode.valueOf(after);
  }

  String text(String text) {
    return new TextRedaction(this).inside(text);
  }

  String lines(String text) {
    return new TextRedaction(this).lines(text);
  }

  /** Takes out what was found elsewhere in the file. */
  JsonNode sweep(JsonNode node) {
    if (found.isEmpty()) {
      return node;
    }
    if (node.isObject()) {
      ObjectNode clean = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> clean.set(swept(e.getKey()), sweep(e.getValue())));
      return clean;
    }
    if (node.isTextual()) {
      String clean = swept(node.textValue());
      return clean.equals(node.textValue()) ? node : TextNode.valueOf(clean);
    }
    boolean same = node.isNumber() && found.contains(node.asText());
    return same ? REDACTED : mapped(node, this::sweep);
  }

  private String swept(String text) {
    String clean = text;
    for (String secret : found) {
      if (clean.contains(secret)) {
        count++;
        clean = clean.replace(secret, SecretTexts.REDACTED);
      }
    }
    return clean;
  }

  private static JsonNode mapped(JsonNode node, UnaryOperator<JsonNode> change) {
    if (!node.isArray()) {
      return node;
    }
    ArrayNode clean = JsonNodeFactory.instance.arrayNode(node.size());
    node.forEach(element -> clean.add(change.apply(element)));
    return clean;
  }
}
