package io.verity.audit.collect;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads JSON strictly, with numbers to the last digit. */
public final class SafeJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private SafeJson() {}

  /**
   * @throws IOException where it is none, or names a member twice
   */
  public static JsonNode read(String text) throws IOException {
    JsonNode node = MAPPER.readTree(text);
    if (node == null || node.isMissingNode()) {
      throw new IOException("nothing is there");
    }
    return safe(node);
  }

  /** With numbers as {@link SafeNumbers} has them. */
  public static JsonNode safe(JsonNode node) {
    if (node.isIntegralNumber()) {
      return SafeNumbers.of(node.bigIntegerValue());
    }
    if (node.isBigDecimal()) {
      return SafeNumbers.of(node.decimalValue());
    }
    if (node.isFloatingPointNumber()) {
      return SafeNumbers.of(node.doubleValue());
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(safe(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> object.set(e.getKey(), safe(e.getValue())));
      return object;
    }
    return node;
  }
}
