package io.verity.audit.collect.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Locale;

/** How a file is read. Whatever the format, its secrets are taken out on the way. */
enum ConfigFormat {
  AUTO,
  TERRAFORM,
  JSON,
  YAML,
  PROPERTIES,
  XML,
  TEXT;

  /**
   * @param name missing: auto
   * @throws IllegalArgumentException where there is none of that name
   */
  static ConfigFormat of(JsonNode name) {
    if (name.isMissingNode()) {
      return AUTO;
    }
    for (ConfigFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name.textValue())) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "format must be one of auto, terraform, json, yaml, properties, xml and text");
  }

  private ConfigFormat forName(String path) {
    if (this != AUTO) {
      return this;
    }
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.contains(".tfstate")) {
      return TERRAFORM;
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> JSON;
      case "yaml", "yml" -> YAML;
      case "properties" -> PROPERTIES;
      case "xml" -> XML;
      default -> TEXT;
    };
  }

  /**
   * @throws IOException saying why it is not what its format says it is, without its content
   */
  JsonNode read(String path, String text, Redactor redactor) throws IOException {
    JsonNode content =
        switch (forName(path)) {
          case TERRAFORM -> TerraformState.read(ConfigTrees.json(text), redactor);
          case JSON -> json(ConfigTrees.json(text), redactor);
          case YAML -> json(YamlTree.read(text), redactor);
          case PROPERTIES -> redactor.tree(ConfigTrees.properties(text));
          case XML -> TextNode.valueOf(XmlText.read(text, redactor));
          default -> TextNode.valueOf(redactor.lines(text));
        };
    return redactor.sweep(content);
  }

  /** A state is one under any name. */
  private static JsonNode json(JsonNode tree, Redactor redactor) throws IOException {
    return TerraformState.isOne(tree) ? TerraformState.read(tree, redactor) : redactor.tree(tree);
  }
}
