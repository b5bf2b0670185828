package io.verity.audit.collect.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.verity.audit.collect.SafeNumbers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads YAML with its anchors and aliases, which Jackson's own trees would show as the alias's name
 * in place of what it stands for. Several documents become an array of them.
 */
final class YamlTree {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Aliases of aliases grow without bound. */
  private static final int MOST_NODES = 500_000;

  private final YAMLParser parser;
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private int nodes;

  private YamlTree(YAMLParser parser) {
    this.parser = parser;
  }

  static JsonNode read(String text) throws IOException {
    ArrayNode documents = JsonNodeFactory.instance.arrayNode();
    try (YAMLParser parser = YAML.createParser(text)) {
      YamlTree tree = new YamlTree(parser);
      while (parser.nextToken() != null) {
        documents.add(tree.node());
      }
    } catch (JsonProcessingException e) {
      throw ConfigTrees.wrong("YAML", e);
    }
    if (documents.isEmpty()) {
      throw new IOException("is empty");
    }
    return documents.size() == 1 ? documents.get(0) : documents;
  }

  private JsonNode node() throws IOException {
    count(1);
    if (parser.isCurrentAlias()) {
      JsonNode meant = anchors.get(parser.getText());
      if (meant == null) {
        throw new IOException("is no YAML that can be read: an alias without its anchor");
      }
      count(size(meant));
      return meant;
    }
    String anchor = parser.getObjectId() == null ? null : parser.getObjectId().toString();
    JsonNode node = value(parser.currentToken());
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private JsonNode value(JsonToken token) throws IOException {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> object(make.objectNode());
      case START_ARRAY -> array(make.arrayNode());
      case VALUE_NUMBER_INT -> SafeNumbers.of(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> make.booleanNode(true);
      case VALUE_FALSE -> make.booleanNode(false);
      case VALUE_NULL -> make.nullNode();
      default -> TextNode.valueOf(parser.getText());
    };
  }

  private JsonNode decimal() throws IOException {
    return parser.isNaN()
        ? TextNode.valueOf(parser.getText())
        : SafeNumbers.of(parser.getDecimalValue());
  }

  private JsonNode object(ObjectNode object) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, node());
    }
    return object;
  }

  private JsonNode array(ArrayNode array) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node());
    }
    return array;
  }

  private void count(int more) throws IOException {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new IOException("has more than " + MOST_NODES + " values, its aliases followed");
    }
  }

  private static int size(JsonNode node) {
    int size = 1;
    for (JsonNode child : node) {
      size = Math.min(MOST_NODES + 1, size + size(child));
    }
    return size;
  }
}
