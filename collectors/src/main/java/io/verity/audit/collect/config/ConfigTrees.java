package io.verity.audit.collect.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.SafeJson;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.TreeSet;

/** Reads texts into trees. What is wrong is told by its line, never by the parser's quotations. */
final class ConfigTrees {

  private ConfigTrees() {}

  static JsonNode json(String text) throws IOException {
    try {
      return SafeJson.read(text);
    } catch (JsonProcessingException e) {
      throw wrong("JSON", e);
    }
  }

  static IOException wrong(String format, JsonProcessingException e) {
    return new IOException(
        "is no %s that can be read%s"
            .formatted(
                format,
                e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"));
  }

  static JsonNode properties(String text) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new IOException("is no properties file that can be read: a broken \\u escape");
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      object.put(name, properties.getProperty(name));
    }
    return object;
  }
}
