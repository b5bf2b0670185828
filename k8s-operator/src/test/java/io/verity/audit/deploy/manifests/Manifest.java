package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One document of a YAML file.
 *
 * @param file as messages name it
 * @param number of the document in its file, from 1
 */
record Manifest(String file, int number, JsonNode content) {

  String apiVersion() {
    return content.path("apiVersion").asText();
  }

  String kind() {
    return content.path("kind").asText();
  }

  String name() {
    return content.at("/metadata/name").asText();
  }

  boolean is(String kind, String name) {
    return kind().equals(kind) && name().equals(name);
  }

  /** Whose metadata and spec the pods get; missing where this makes none. */
  JsonNode podTemplate() {
    return kind().equals("FlinkDeployment")
        ? content.at("/spec/podTemplate")
        : content.at("/spec/template");
  }

  @Override
  public String toString() {
    return "%s, document %d (%s %s)".formatted(file, number, kind(), name());
  }
}
